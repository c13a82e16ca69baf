package io.drinkd.appliance.ledger;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Credits that one account has given another.
 *
 * @param transfer its number in the books
 * @param giver the account that gave
 * @param receiver the account that got
 * @param amount how many credits
 * @param at when
 * @param reason what the books say of it
 * @param undone whether it was taken back
 */
public record Gift(
    long transfer,
    long giver,
    long receiver,
    long amount,
    Instant at,
    String reason,
    boolean undone) {

  /** Whether a transfer is a gift that the account has made. */
  public static boolean isBy(Transaction tx, long giver, long transfer) throws SQLException {
    return tx.first(
            "SELECT 1 FROM transfer WHERE id = ? AND debit_account = ? AND kind = 'gift'",
            row -> true,
            transfer,
            giver)
        .isPresent();
  }

  /**
   * The last gift of an account, which may be one that was taken back. Follows the account's chain
   * of transfers no further than until the first that was made before a moment.
   *
   * @param since the moment; a gift made before it is found only if no other transfer is in between
   */
  public static Optional<Gift> last(Transaction tx, long giver, Instant since) throws SQLException {
    return tx.first(
        """
        WITH RECURSIVE chain(id, debited) AS (
          SELECT t.id, t.debit_account = a.id
          FROM account a JOIN transfer t ON t.id = a.last_transfer WHERE a.id = ?
          UNION ALL
          SELECT t.id, t.debit_account = ?
          FROM chain JOIN transfer c ON c.id = chain.id
          JOIN transfer t ON t.id = CASE WHEN chain.debited THEN c.debit_before
            ELSE c.credit_before END
          WHERE c.at >= ? AND NOT (chain.debited AND c.kind = 'gift'))
        SELECT g.id, g.credit_account, g.amount, g.at, g.reason,
          EXISTS (SELECT 1 FROM transfer u WHERE u.undone = g.id AND u.kind = 'undo')
        FROM chain JOIN transfer g ON g.id = chain.id WHERE chain.debited AND g.kind = 'gift'\
        """,
        row ->
            new Gift(
                row.getLong(1),
                giver,
                row.getLong(2),
                row.getLong(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getBoolean(6)),
        giver,
        giver,
        since.toEpochMilli());
  }
}
