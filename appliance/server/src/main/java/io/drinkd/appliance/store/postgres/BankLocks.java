package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The server's locks that say who has the bank, and who owns which machine. */
final class BankLocks {

  /** The first half of the keys of locks of the whole bank. */
  private static final int LOCKS = 0x6472_696e;

  /** The first half of those of appliances; the other is the number of the appliance's row. */
  private static final int APPLIANCES = LOCKS + 1;

  /** The first half of those of machines; the other is the number of the machine's row. */
  static final int MACHINES = LOCKS + 2;

  /** For the transaction of a batch: they follow each other. */
  private static final int BATCH = 1;

  /** For the sessions of all that have the bank, and alone for work on it as a whole. */
  private static final int BANK = 2;

  static final String LOCK_BATCH = "SELECT pg_advisory_xact_lock(" + LOCKS + ", " + BATCH + ")";
  static final String TRY_SHARE_BANK =
      "SELECT pg_try_advisory_lock_shared(" + LOCKS + ", " + BANK + ")";
  static final String TRY_LOCK_BANK = "SELECT pg_try_advisory_lock(" + LOCKS + ", " + BANK + ")";
  static final String TRY_LOCK_APPLIANCE = "SELECT pg_try_advisory_lock(" + APPLIANCES + ", ?)";

  private BankLocks() {}

  /** The numbers of the appliances that have the bank. */
  static Set<Long> present(Transaction tx) throws SQLException {
    return Set.copyOf(locked(tx, APPLIANCES));
  }

  /** The numbers of the rows with whose locks somebody owns machines. */
  static Set<Long> owned(Transaction tx) throws SQLException {
    return Set.copyOf(locked(tx, MACHINES));
  }

  private static List<Long> locked(Transaction tx, int locks) throws SQLException {
    return tx.list(
        """
        SELECT l.objid::bigint FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()
          AND l.classid = ? AND l.objsubid = 2 AND l.granted\
        """,
        row -> row.getLong(1),
        locks);
  }
}
