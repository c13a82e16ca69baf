package io.drinkd.appliance.store;

/** The store cannot do what was requested; the message says what, where, and what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The kind of failure, as far as the remedy depends on it. */
  public enum Kind {
    /** The file is damaged, or not one that this version can read: nothing is opened. */
    UNSOUND,
    /** The books cannot be read or written as they are set up: fix that and try again. */
    UNUSABLE,
    /** What was asked for does not suit the books as they are; nothing was done. */
    REFUSED,
    /** Another process has the books: stop it, or ask it. */
    IN_USE,
    /** The queue or the disk is full, or the store is closed: nothing was written. */
    UNAVAILABLE,
    /** The server with the books cannot be used now; it is tried again. Nothing was written. */
    AWAY
  }

  private final Kind kind;

  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The kind of failure. */
  public Kind kind() {
    return kind;
  }
}
