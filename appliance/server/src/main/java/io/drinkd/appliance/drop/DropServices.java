package io.drinkd.appliance.drop;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;

/** What all orders need. */
public record DropServices(
    Store store, Ledger ledger, DropStore drops, Timers timers, DropCounts counts) {}
