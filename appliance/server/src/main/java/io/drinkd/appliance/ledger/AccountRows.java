package io.drinkd.appliance.ledger;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** The rows of accounts: what they say, and statements that change one. */
final class AccountRows {

  /** What an account has, with a comma behind it. */
  static final String BALANCE = "balance, held, coalesce(floor, " + Long.MIN_VALUE + ") AS floor, ";

  /** At the end of a statement that changes an account: what it has then. */
  static final String RETURNING =
      " RETURNING balance, held, coalesce(floor, " + Long.MIN_VALUE + ")";

  static final String HOLD =
      """
      UPDATE account SET held = held + ?
      WHERE id = ? AND closed_at IS NULL AND (? = 0 OR balance - held - ? >= floor)\
      """;

  static final String CREDIT =
      "UPDATE account SET balance = balance + ?, last_transfer = ? WHERE id = ?";

  static final String HOLD_AND_RETURN = HOLD + RETURNING;
  static final String CREDIT_AND_RETURN = CREDIT + RETURNING;

  private AccountRows() {}

  private record Named(String name, Balance balance) {}

  /** What the row says that begins with {@link #BALANCE} or {@link #RETURNING}. */
  static Balance balance(ResultSet row) throws SQLException {
    return new Balance(row.getLong(1), row.getLong(2), row.getLong(3));
  }

  /** What an account has within a transaction. */
  static Balance balance(Transaction tx, long account) throws SQLException {
    return tx.first(
            "SELECT " + BALANCE + "id FROM account WHERE id = ?", AccountRows::balance, account)
        .orElseThrow(() -> new IllegalArgumentException("no account " + account));
  }

  static void requireCover(Transaction tx, long account, long amount) throws SQLException {
    Named named =
        tx.first(
                "SELECT " + BALANCE + "name FROM account WHERE id = ? AND closed_at IS NULL",
                row -> new Named(row.getString(4), balance(row)),
                account)
            .orElseThrow(
                () -> new RefusedException(Refusal.NO_SUCH_MEMBER, "the account is closed"));
    if (!named.balance.covers(amount)) {
      throw poor(named.name, amount, named.balance);
    }
  }

  static RefusedException poor(String account, long amount, Balance balance) {
    return new RefusedException(
        Refusal.POOR,
        String.format(
            Locale.ROOT,
            "%s has %d credits available and a floor of %d; %d would go below it",
            account.replaceFirst("^member:", ""),
            balance.available(),
            balance.floor(),
            amount));
  }
}
