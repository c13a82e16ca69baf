package io.drinkd.appliance.control.command;

import io.drinkd.appliance.drop.InDoubtDrops;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;
import java.nio.file.Path;
import java.util.List;

/** The open books, as commands work on them. */
public record Books(Store store, Ledger ledger, Members members, InDoubtDrops inDoubtDrops)
    implements AutoCloseable {

  /**
   * Opens the books of a data folder, which this process must have to itself.
   *
   * @param timers the clock; nothing is timed
   * @param memberFloor what the available credits of members added from now on never go below
   * @throws io.drinkd.appliance.store.StoreException if they cannot be read
   */
  public static Books open(Path dataFolder, Timers timers, long memberFloor) {
    Store store = Store.open(dataFolder);
    try {
      Ledger ledger = new Ledger(store, timers.clock());
      Members members = new Members(store, ledger, timers.clock(), memberFloor);
      // No machine is open here; the slots' rows are all that deciding a drop needs.
      Machines none = new Machines(List.of(), store, timers);
      return new Books(
          store, ledger, members, new InDoubtDrops(store, ledger, none, timers.clock()));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** For books that {@link #open} opened; those of the appliance are closed by it. */
  @Override
  public void close() {
    members.close();
    store.close();
  }
}
