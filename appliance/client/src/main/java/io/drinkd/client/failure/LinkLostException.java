package io.drinkd.client.failure;

/** There is no connection, or it ended before a reply was complete. */
public final class LinkLostException extends FailedException {

  private static final long serialVersionUID = 1L;

  private final boolean connected;

  private LinkLostException(String message, boolean connected) {
    super(ExitCode.NO_CONNECTION, message);
    this.connected = connected;
  }

  /** There was a connection. */
  public LinkLostException(String message) {
    this(message, true);
  }

  /** There was none. */
  public static LinkLostException notConnected(String message) {
    return new LinkLostException(message, false);
  }

  /** Whether there was a connection, so that it may help to connect again at once. */
  public boolean connected() {
    return connected;
  }
}
