package io.drinkd.appliance.drop;

import io.drinkd.appliance.ledger.Hold;

/**
 * What of a drop stays the same from its request to its end.
 *
 * @param hold its price, set aside
 * @param member who asked for it, by the member's number
 */
record Drop(Hold hold, long member, String machine, int slot, String item) {

  /** Its number, which is that of its hold. */
  long id() {
    return hold.id();
  }
}
