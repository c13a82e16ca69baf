package io.drinkd.appliance.ledger;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Transaction.Then;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

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

  private static final String HOLD_AND_RETURN = HOLD + RETURNING;
  private static final String CREDIT_AND_RETURN = CREDIT + RETURNING;

  private AccountRows() {}

  private record Named(String name, Balance balance) {}

  /** What the row says that begins with {@link #BALANCE} or {@link #RETURNING}. */
  static Balance balance(Row row) throws SQLException {
    return new Balance(row.getLong(1), row.getLong(2), row.getLong(3));
  }

  /** What an account has within a transaction. */
  static Balance balance(Transaction tx, long account) throws SQLException {
    return tx.first(
            "SELECT " + BALANCE + "id FROM account WHERE id = ?", AccountRows::balance, account)
        .orElseThrow(() -> new IllegalArgumentException("no account " + account));
  }

  /**
   * Holds credits.
   *
   * @param then gets what the account has then; empty if it may not hold so much, or is closed
   */
  static <R> Pending<R> hold(
      Transaction tx, long account, long amount, Then<Optional<Balance>, R> then)
      throws SQLException {
    return tx.firstLater(
        HOLD_AND_RETURN, AccountRows::balance, then, amount, account, amount, amount);
  }

  /**
   * Takes from an account what a transfer takes from it.
   *
   * @param held how much of that it holds
   * @param id the number of the transfer
   * @param then gets what the account has then
   * @throws HeldCreditsException if the account holds less
   */
  static <R> Pending<R> debit(
      Transaction tx, Transfer transfer, long held, long id, Then<Balance, R> then)
      throws SQLException {
    return tx.firstLater(
        """
        UPDATE account SET balance = balance - ?, held = held - ?, last_transfer = ?
        WHERE id = ? AND held >= ?\
        """
            + RETURNING,
        AccountRows::balance,
        after -> then.of(after.orElseThrow(() -> new HeldCreditsException(transfer.debit(), held))),
        transfer.amount(),
        held,
        id,
        transfer.debit(),
        held);
  }

  /** Gives an account what a transfer gives it; see {@link #debit}. */
  static <R> Pending<R> credit(Transaction tx, Transfer transfer, long id, Then<Balance, R> then)
      throws SQLException {
    return tx.firstLater(
        CREDIT_AND_RETURN,
        AccountRows::balance,
        after -> then.of(after.orElseThrow()),
        transfer.amount(),
        id,
        transfer.credit());
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
