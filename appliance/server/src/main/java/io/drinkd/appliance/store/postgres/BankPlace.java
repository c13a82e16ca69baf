package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;

/**
 * In which database a bank is, by its own row and in fact: they differ in one that was made from a
 * dump, of which drops that were open in it know nothing.
 */
final class BankPlace {

  private static final String HERE =
      """
      SELECT c.system_identifier AS cluster, d.oid::bigint AS database
      FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()\
      """;

  /** What there is to be said of a bank that is elsewhere, after its name. */
  static final String MOVED =
      "was put back from a dump, or moved; before anything starts on it: drinkd bank restored";

  private BankPlace() {}

  /** Writes that it is here. */
  static void write(Transaction tx) throws SQLException {
    tx.update("DELETE FROM bank_place");
    tx.update("INSERT INTO bank_place (cluster, database) " + HERE);
  }

  /** Whether it is where its row says. */
  static boolean isHere(Transaction tx) throws SQLException {
    return tx.first(
            "SELECT EXISTS (SELECT cluster, database FROM bank_place INTERSECT (" + HERE + "))",
            row -> row.getBoolean(1))
        .orElseThrow();
  }

  /**
   * The same for whoever is to use it.
   *
   * @throws StoreException if it is elsewhere, with what to do
   */
  static void require(Transaction tx, BankAddress address) throws SQLException {
    if (!isHere(tx)) {
      throw new StoreException(Kind.UNUSABLE, "the bank " + address + " " + MOVED);
    }
  }
}
