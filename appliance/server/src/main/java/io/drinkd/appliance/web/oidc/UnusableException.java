package io.drinkd.appliance.web.oidc;

import java.io.IOException;

/** A provider cannot be used now. */
final class UnusableException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason for the log, such as {@code no whole answer in time}; without secrets, on one
   *     line
   */
  UnusableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
