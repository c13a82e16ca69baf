package io.drinkd.appliance.control;

/** Another process has the data folder; the message says which, and what to do. */
public final class DataFolderInUseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String process;

  /**
   * @param process the number of the other process; empty if it has not written it yet
   */
  DataFolderInUseException(String message, String process) {
    super(message);
    this.process = process;
  }

  /** The number of the process that has it; empty if that is not known. */
  public String process() {
    return process;
  }
}
