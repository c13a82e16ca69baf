package io.drinkd.appliance.drop;

import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What has happened to an account: its transfers, and the free drops between them; and to those
 * whose members were merged into its member, as far as it happened to them.
 */
public final class AccountHistory {

  /**
   * An entry in its place.
   *
   * @param transfer the number of the transfer; that before it, if it is a free drop
   * @param free the number of the free drop; 0 if it is none
   * @param merge whether it is the transfer of a merge
   */
  private record Placed(long transfer, long free, boolean merge, Entry entry) {}

  /** What one of two who were merged gave the other is there twice: as given, and then as got. */
  private static final Comparator<Placed> NEWEST_FIRST =
      Comparator.comparingLong(Placed::transfer)
          .thenComparingLong(Placed::free)
          .thenComparingLong(placed -> placed.entry.amount())
          .reversed();

  private AccountHistory() {}

  /**
   * The newest entries of an account, newest first, as committed.
   *
   * @param most how many, at least 1
   */
  public static CompletableFuture<List<Entry>> newest(Store store, long account, int most) {
    return store.read(
        tx -> {
          List<Placed> entries = new ArrayList<>(newest(tx, account, most));
          for (long merged : merged(tx, account)) {
            // Its merge is an entry of the account already, into which it went.
            newest(tx, merged, most).stream().filter(one -> !one.merge).forEach(entries::add);
          }
          return entries.stream().sorted(NEWEST_FIRST).limit(most).map(Placed::entry).toList();
        });
  }

  /** The accounts of the members who were merged into the one whose account that is. */
  private static List<Long> merged(Transaction tx, long account) throws SQLException {
    return tx.list(
        """
        SELECT m.account FROM member m JOIN member i ON i.id = m.merged_into
        WHERE i.account = ?\
        """,
        row -> row.getLong(1),
        account);
  }

  /**
   * Follows the chain of transfers back from the account's last one; a free drop knows the one that
   * it came after.
   */
  private static List<Placed> newest(Transaction tx, long account, int most) throws SQLException {
    return tx.list(
        """
        WITH RECURSIVE chain(id, debited, place) AS (
          SELECT t.id, t.debit_account = a.id, 1
          FROM account a JOIN transfer t ON t.id = a.last_transfer WHERE a.id = ?
          UNION ALL
          SELECT t.id, t.debit_account = ?, chain.place + 1
          FROM chain JOIN transfer c ON c.id = chain.id
          JOIN transfer t ON t.id = CASE WHEN chain.debited THEN c.debit_before
            ELSE c.credit_before END
          WHERE chain.place < ?),
        free AS (
          SELECT d.id, d.last_transfer, d.settled_at, d.item, d.actor FROM drop_order d
          WHERE d.account = ? AND d.price = 0 AND d.last_transfer IS NOT NULL
          ORDER BY d.last_transfer DESC, d.id DESC LIMIT ?)
        SELECT t.id AS transfer, 0 AS free, t.kind, t.at, t.reason, t.actor,
          CASE WHEN chain.debited THEN -t.amount ELSE t.amount END AS amount,
          CASE WHEN chain.debited THEN t.debit_balance ELSE t.credit_balance END AS balance
        FROM chain JOIN transfer t ON t.id = chain.id
        UNION ALL
        SELECT free.last_transfer, free.id, 'drop', free.settled_at, free.item, free.actor, 0,
          coalesce(CASE WHEN t.debit_account = ? THEN t.debit_balance ELSE t.credit_balance END, 0)
        FROM free LEFT JOIN transfer t ON t.id = free.last_transfer
        ORDER BY transfer DESC, free DESC LIMIT ?\
        """,
        AccountHistory::read,
        account,
        account,
        most,
        account,
        most,
        account,
        most);
  }

  private static Placed read(ResultSet row) throws SQLException {
    long free = row.getLong(2);
    return new Placed(
        row.getLong(1),
        free,
        row.getString(3).equals("merge"),
        new Entry(
            Instant.ofEpochMilli(row.getLong(4)),
            free == 0 ? row.getString(5) : DropStore.charge(row.getString(5)),
            row.getString(6),
            row.getLong(7),
            row.getLong(8)));
  }
}
