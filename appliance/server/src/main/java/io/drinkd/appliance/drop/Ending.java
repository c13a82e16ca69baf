package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;

/**
 * How a drop is to end.
 *
 * @param sent whether its order has left, or is about to
 */
record Ending(Drop drop, boolean sent, DropState state, Kind kind, String reason) {

  /**
   * Sent is on disk: as long as its end is not, no answer may say that it ended. Nor may it if
   * another appliance may take the machine meanwhile, and send what waits.
   */
  Kind kindIfUnwritten(boolean shared) {
    return sent || shared ? Kind.IN_DOUBT : Kind.UNAVAILABLE;
  }

  /** Whether somebody wanted it to end: then it does, whoever owns the machine. */
  boolean isCalledOff() {
    return kind == Kind.CANCELLED || kind == Kind.OUT_OF_SERVICE;
  }
}
