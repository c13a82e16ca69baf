package io.drinkd.appliance.drop;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;

/**
 * What all orders need.
 *
 * @param followed those that end elsewhere
 * @param unwritten the ends that could not be written so far
 */
public record DropServices(
    Store store,
    Ledger ledger,
    DropStore drops,
    Timers timers,
    DropCounts counts,
    FollowedDrops followed,
    UnwrittenEnds unwritten) {

  public DropServices(
      Store store,
      Ledger ledger,
      DropStore drops,
      Timers timers,
      DropCounts counts,
      UnwrittenEnds unwritten) {
    this(
        store,
        ledger,
        drops,
        timers,
        counts,
        new FollowedDrops(store, ledger, drops, timers, unwritten),
        unwritten);
  }
}
