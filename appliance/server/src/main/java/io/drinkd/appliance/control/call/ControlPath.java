package io.drinkd.appliance.control.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a running appliance listens for commands.
 *
 * @param socket its control socket
 * @param dataFolder the folder that it has locked meanwhile
 */
public record ControlPath(Path socket, Path dataFolder) {

  private static final String DATA_KEY = "data:";
  private static final String CONTROL_KEY = "control:";

  /** In the data folder: what a process locks that has it, and writes its number to. */
  public static final String LOCK = "lock";

  /** In the data folder, where it is unless {@code control:} says otherwise. */
  public static Path in(Path dataFolder) {
    return dataFolder.resolve("control").resolve("socket");
  }

  /**
   * Where it is by the settings.
   *
   * @param control what {@code control:} names, if anything
   */
  public static ControlPath of(Optional<Path> control, Path dataFolder) {
    return new ControlPath(control.orElse(in(dataFolder)), dataFolder);
  }

  /**
   * Finds it by the plain lines of a configuration folder, without a reader of YAML.
   *
   * @return empty if they are not as simple as that, or cannot be read; what is wrong with them is
   *     for the whole program to say
   */
  public static Optional<ControlPath> byConfiguration(Path folder) {
    try {
      Path file = folder.resolve("appliance.yaml");
      Found found = new Found();
      for (String line : Files.readAllLines(file)) {
        if (!found.take(line)) {
          return Optional.empty();
        }
      }
      // Through a link the same data folder is meant.
      Path base = file.toRealPath().getParent();
      return Optional.of(
          of(
              Optional.ofNullable(found.control).map(path -> base.resolve(path).normalize()),
              base.resolve(found.data == null ? "data" : found.data).normalize()));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The values found so far; it takes one line after the other. */
  private static final class Found {
    private String data;
    private String control;
    private boolean begun;
    private boolean afterValue;

    /** False if a line is one of those that are not simple. */
    boolean take(String line) {
      if (line.isBlank() || line.startsWith("#")) {
        return true;
      }
      boolean continued = line.startsWith(" ") && (afterValue || !begun);
      begun = true;
      afterValue = true;
      if (line.startsWith(DATA_KEY)) {
        boolean first = data == null;
        data = plain(line.substring(DATA_KEY.length()));
        return first && data != null;
      }
      if (line.startsWith(CONTROL_KEY)) {
        boolean first = control == null;
        control = plain(line.substring(CONTROL_KEY.length()));
        return first && control != null;
      }
      afterValue = false;
      return !continued && isUsual(line);
    }
  }

  /** Lines in which neither key can hide: other keys, and what belongs to them. */
  private static boolean isUsual(String line) {
    if (line.startsWith(" ") || line.startsWith("- ") || line.equals("]") || line.equals("}")) {
      return true;
    }
    int end = 0;
    while (end < line.length() && (isLetter(line.charAt(end)) || line.charAt(end) == '-')) {
      end++;
    }
    return end > 0 && (line.startsWith(": ", end) || line.substring(end).equals(":"));
  }

  /** A value that is a path to every reader of YAML; null if it may be something else. */
  private static String plain(String text) {
    int comment = text.indexOf(" #");
    String value = (comment < 0 ? text : text.substring(0, comment)).strip();
    boolean path =
        text.startsWith(" ")
            && !value.isEmpty()
            && (isLetter(value.charAt(0))
                || value.startsWith("/")
                || value.startsWith("./")
                || value.startsWith("../"));
    for (int i = 0; path && i < value.length(); i++) {
      char c = value.charAt(i);
      path = isLetter(c) || c >= '0' && c <= '9' || "/._-+@".indexOf(c) >= 0;
    }
    return path && !isWordOfYaml(value) ? value : null;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isWordOfYaml(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "null", "true", "false", "yes", "no", "on", "off" -> true;
      default -> false;
    };
  }
}
