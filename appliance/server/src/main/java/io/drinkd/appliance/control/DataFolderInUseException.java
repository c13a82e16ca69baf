package io.drinkd.appliance.control;

/** Another process has the data folder; the message says which, and what to do. */
public final class DataFolderInUseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  DataFolderInUseException(String message) {
    super(message);
  }
}
