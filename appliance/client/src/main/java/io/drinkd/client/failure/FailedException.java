package io.drinkd.client.failure;

/** What was asked for did not happen; the message is a sentence for people, without a full stop. */
public class FailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public FailedException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  public ExitCode code() {
    return code;
  }

  /** The same failure in words that know more of what was asked for. */
  public FailedException explained(String message) {
    return new FailedException(code, message);
  }

  /** A mistake in what was typed or set. */
  public static FailedException usage(String message) {
    return new FailedException(ExitCode.USAGE, message);
  }
}
