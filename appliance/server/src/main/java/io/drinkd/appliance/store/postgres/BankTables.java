package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;

/**
 * Which version the tables of a bank have. A start compares; only an operator's command changes.
 */
final class BankTables {

  /** The number of the newest script. */
  static final int VERSION = 1;

  /** Where the scripts are. */
  static final String SCRIPTS = "classpath:io/drinkd/appliance/store/postgres/migration";

  private BankTables() {}

  /** The version of the tables; 0 if there are none. */
  static int version(Transaction tx) throws SQLException {
    boolean any =
        tx.first(
                "SELECT to_regclass('flyway_schema_history') IS NOT NULL", row -> row.getBoolean(1))
            .orElseThrow();
    if (!any) {
      return 0;
    }
    return tx.first(
            "SELECT coalesce(max(version::int), 0) FROM flyway_schema_history WHERE success",
            row -> row.getInt(1))
        .orElseThrow();
  }

  /**
   * Whether the tables are those of this version.
   *
   * @throws StoreException if not, with what to do
   */
  static void requireCurrent(Transaction tx, BankAddress address) throws SQLException {
    int version = version(tx);
    if (version == 0) {
      throw new StoreException(
          Kind.UNUSABLE,
          "the bank "
              + address
              + " has no books; if it should have some, correct url:, or put back the database that"
              + " has them; for a new bank: drinkd bank init");
    }
    if (version < VERSION) {
      throw new StoreException(
          Kind.UNUSABLE,
          "the bank "
              + address
              + " was written by an older version; stop all appliances, then: drinkd bank migrate");
    }
    if (version > VERSION) {
      throw new StoreException(
          Kind.UNSOUND,
          "the bank "
              + address
              + " was written by a newer version of drinkd (its tables have version "
              + version
              + ", this one knows "
              + VERSION
              + "); install that version here");
    }
  }
}
