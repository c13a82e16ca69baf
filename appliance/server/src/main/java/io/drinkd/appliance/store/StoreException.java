package io.drinkd.appliance.store;

/** The store cannot do what was asked of it; the message says what, where, and what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is the matter, as far as it decides what to do. */
  public enum Kind {
    /** The file is not sound, or not one that this version can read: nothing is opened. */
    UNSOUND,
    /** Somebody else has the folder, or it cannot be written: mend that and try again. */
    UNUSABLE,
    /** Too much waits, the disk is full, or the store is closed: nothing was written. */
    UNAVAILABLE
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

  /** What is the matter. */
  public Kind kind() {
    return kind;
  }
}
