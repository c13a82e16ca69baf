package io.drinkd.appliance.control.command;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import java.nio.file.Path;
import java.time.Clock;

/** The open books, as commands work on them. */
public record Books(Store store, Ledger ledger, Members members) implements AutoCloseable {

  /**
   * Opens the books of a data folder, which this process must have to itself.
   *
   * @throws io.drinkd.appliance.store.StoreException if they cannot be read
   */
  public static Books open(Path dataFolder, Clock clock) {
    Store store = Store.open(dataFolder);
    try {
      Ledger ledger = new Ledger(store, clock);
      return new Books(store, ledger, new Members(store, ledger, clock, 0));
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
