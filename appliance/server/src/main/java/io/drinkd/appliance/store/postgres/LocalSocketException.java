package io.drinkd.appliance.store.postgres;

import java.io.IOException;

/** A local socket cannot be connected with. */
final class LocalSocketException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason in an operator's words, and what to do
   */
  LocalSocketException(String reason, IOException cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** Why, in an operator's words. */
  String reason() {
    return reason;
  }
}
