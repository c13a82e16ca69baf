package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** The time for a takeover, which has to be the same for all appliances that have the bank. */
final class Takeovers {

  private record Setting(long appliance, String name, long millis) {}

  private Takeovers() {}

  /**
   * Compares that of an appliance with those of others, in a transaction that no other one of these
   * is beside.
   *
   * @throws StoreException if another appliance has the bank with another one
   */
  static void agree(Transaction tx, BankAddress address, long appliance) throws SQLException {
    long millis = address.takeover().toMillis();
    Set<Long> present = BankLocks.present(tx);
    Optional<Setting> other =
        tx
            .list(
                "SELECT id, name, takeover FROM bank_appliance WHERE id <> ? AND takeover <> ?",
                row -> new Setting(row.getLong(1), row.getString(2), row.getLong(3)),
                appliance,
                millis)
            .stream()
            .filter(one -> present.contains(one.appliance))
            .findFirst();
    if (other.isPresent()) {
      throw new StoreException(
          Kind.UNUSABLE,
          "takeover: is "
              + millis
              + " ms here, and "
              + other.get().millis
              + " ms at the appliance \""
              + other.get().name
              + "\", which has the bank "
              + address
              + " now; it has to be the same at all");
    }
  }

  /** Writes that of an appliance, in the same transaction. */
  static void write(Transaction tx, BankAddress address, long appliance) throws SQLException {
    long millis = address.takeover().toMillis();
    // A bank that takes no writes now can be read by whoever comes back to it.
    boolean known =
        tx.first(
                "SELECT takeover FROM bank_appliance WHERE id = ? AND takeover = ?",
                row -> true,
                appliance,
                millis)
            .isPresent();
    if (!known) {
      tx.update("UPDATE bank_appliance SET takeover = ? WHERE id = ?", millis, appliance);
    }
  }
}
