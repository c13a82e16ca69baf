package io.drinkd.appliance.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; says everything that is wrong with it, one line a mistake. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<SettingsError> errors;

  public SettingsException(List<SettingsError> errors) {
    super(errors.stream().map(SettingsError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /** The mistakes, in the order of the files and, within a file, in the order they were found. */
  public List<SettingsError> errors() {
    return errors;
  }
}
