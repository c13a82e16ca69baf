package io.drinkd.client.failure;

/** The server refused. The message explains it to people; programs get the server's words too. */
public final class RefusedException extends FailedException {

  private static final long serialVersionUID = 1L;

  private final String said;

  /**
   * A refusal.
   *
   * @param said the server's line, such as {@code ERR 203 User is poor.}
   */
  public RefusedException(ExitCode code, String message, String said) {
    super(code, message);
    this.said = said;
  }

  /** The server's line. */
  public String said() {
    return said;
  }

  @Override
  public FailedException explained(String message) {
    return new RefusedException(code(), message, said);
  }
}
