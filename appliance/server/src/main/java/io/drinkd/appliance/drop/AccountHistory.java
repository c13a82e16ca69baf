package io.drinkd.appliance.drop;

import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Entry.Cause;
import io.drinkd.appliance.ledger.Entry.Place;
import io.drinkd.appliance.ledger.Transfer.Kind;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * What has happened to an account: its transfers, and the free drops between them; and to those
 * whose members were merged into its member, as far as it happened to them.
 */
public final class AccountHistory {

  /** Newer than all that there are. */
  private static final Place NEWEST = new Place(Long.MAX_VALUE, Long.MAX_VALUE, true);

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(Entry::place).reversed();

  /** How many entries are looked at together when some are searched for. */
  private static final int PIECE = 500;

  /** How many are looked at in one answer, so that a search ends soon. */
  private static final int LOOKED_AT_MAX = 10_000;

  private AccountHistory() {}

  /**
   * Some of a history.
   *
   * @param entries newest first
   * @param next the place before which the rest begins; empty if there is no more
   */
  public record Part(List<Entry> entries, Optional<Place> next) {}

  /**
   * The newest entries of an account, newest first, as committed.
   *
   * @param before only those before that place; empty for the newest of all
   * @param most how many, at least 1
   */
  public static Part part(Transaction tx, long account, Optional<Place> before, int most)
      throws SQLException {
    Place place = before.orElse(NEWEST);
    List<Entry> entries = new ArrayList<>(older(tx, account, place, most + 1));
    for (long merged : merged(tx, account)) {
      // Its merge is an entry of the account already, into which it went.
      older(tx, merged, place, most + 1).stream()
          .filter(entry -> entry.cause().kind() != Kind.MERGE)
          .forEach(entries::add);
    }
    List<Entry> sorted = entries.stream().sorted(NEWEST_FIRST).toList();
    if (sorted.size() <= most) {
      return new Part(sorted, Optional.empty());
    }
    return new Part(sorted.subList(0, most), Optional.of(sorted.get(most - 1).place()));
  }

  /**
   * The same of those whose reason contains a text. It looks at {@value #LOOKED_AT_MAX} entries at
   * most, so there may be fewer than {@code most} and more all the same.
   *
   * @param text whatever its case
   */
  public static CompletableFuture<Part> search(
      StoreView store, long account, String text, Optional<Place> before, int most) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return store.readAlone(
        tx -> {
          List<Entry> found = new ArrayList<>();
          Optional<Place> place = before;
          for (int looked = 0; looked < LOOKED_AT_MAX; looked += PIECE) {
            Part part = part(tx, account, place, PIECE);
            for (Entry entry : part.entries()) {
              if (entry.reason().toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(entry);
              }
              if (found.size() == most) {
                return new Part(found, Optional.of(entry.place()));
              }
            }
            place = part.next();
            if (place.isEmpty()) {
              return new Part(found, place);
            }
          }
          return new Part(found, place);
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
   * Follows the chain of transfers back, from the one of the place if it is the account's, else
   * from the account's last one; a free drop knows the one that it came after.
   */
  private static List<Entry> older(Transaction tx, long account, Place before, int most)
      throws SQLException {
    // The transfer of the place itself is among the first, and may not be wanted.
    List<Entry> entries =
        tx.list(
            """
            WITH RECURSIVE chain(id, debited, place) AS (
              SELECT t.id, t.debit_account = a.id, CASE WHEN t.id <= ? THEN 1 ELSE 0 END
              FROM account a JOIN transfer t ON t.id = coalesce((SELECT p.id FROM transfer p
                WHERE p.id = ? AND (p.debit_account = a.id OR p.credit_account = a.id)),
                a.last_transfer)
              WHERE a.id = ?
              UNION ALL
              SELECT t.id, t.debit_account = ?,
                chain.place + CASE WHEN t.id <= ? THEN 1 ELSE 0 END
              FROM chain JOIN transfer c ON c.id = chain.id
              JOIN transfer t ON t.id = CASE WHEN chain.debited THEN c.debit_before
                ELSE c.credit_before END
              WHERE chain.place < ?),
            free AS (
              SELECT d.id, d.last_transfer, d.settled_at, d.item, CASE WHEN d.actor = 'board'
                THEN CASE WHEN m.admin THEN 'admin:' ELSE 'member:' END || m.name
                ELSE d.actor END AS actor
              FROM drop_order d JOIN member m ON m.id = d.member
              WHERE d.account = ? AND d.price = 0 AND d.last_transfer IS NOT NULL
                AND (d.last_transfer < ? OR (d.last_transfer = ? AND d.id < ?))
              ORDER BY d.last_transfer DESC, d.id DESC LIMIT ?)
            SELECT t.id AS transfer, 0 AS free, t.kind, t.at, t.reason, t.actor,
              CASE WHEN chain.debited THEN -t.amount ELSE t.amount END AS amount,
              CASE WHEN chain.debited THEN t.debit_balance ELSE t.credit_balance END AS balance,
              coalesce(t.drop_id, 0) AS drop_id
            FROM chain JOIN transfer t ON t.id = chain.id WHERE t.id <= ?
            UNION ALL
            SELECT free.last_transfer, free.id, 'drop', free.settled_at, free.item, free.actor, 0,
              coalesce(CASE WHEN t.debit_account = ? THEN t.debit_balance
                ELSE t.credit_balance END, 0), free.id
            FROM free LEFT JOIN transfer t ON t.id = free.last_transfer
            ORDER BY transfer DESC, free DESC LIMIT ?\
            """,
            AccountHistory::read,
            before.transfer(),
            before.transfer(),
            account,
            account,
            before.transfer(),
            most + 1,
            account,
            before.transfer(),
            before.transfer(),
            before.free(),
            most,
            before.transfer(),
            account,
            most + 1);
    return entries.stream()
        .filter(entry -> entry.place().compareTo(before) < 0)
        .limit(most)
        .toList();
  }

  private static Entry read(Row row) throws SQLException {
    long free = row.getLong(2);
    long amount = row.getLong(7);
    long drop = row.getLong(9);
    return new Entry(
        new Place(row.getLong(1), free, amount > 0),
        new Cause(
            Kind.of(row.getString(3)), drop == 0 ? OptionalLong.empty() : OptionalLong.of(drop)),
        Instant.ofEpochMilli(row.getLong(4)),
        free == 0 ? row.getString(5) : DropStore.chargeReason(row.getString(5)),
        row.getString(6),
        amount,
        row.getLong(8));
  }
}
