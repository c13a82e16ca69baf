package io.drinkd.appliance.ledger;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Credits that change hands.
 *
 * @param debit the account that gives
 * @param credit the account that gets
 * @param amount how many, from 1 to {@link Ledger#AMOUNT_MAX}
 * @param drop the drop that it pays or pays back; null for none
 * @param undone the number of the gift that it takes back; null for none
 */
public record Transfer(Kind kind, long debit, long credit, long amount, Long drop, Long undone) {

  /** Four queries of one value: of a query for a whole row SQLite would make a table first. */
  private static final String ROW =
      """
      INSERT INTO transfer (kind, debit_account, credit_account, amount, debit_balance,
        credit_balance, debit_before, credit_before, at, actor, reason, drop_id, undone)
      VALUES (?, ?, ?, ?,
        (SELECT balance FROM account WHERE id = ?) - ?,
        (SELECT balance FROM account WHERE id = ?) + ?,
        (SELECT last_transfer FROM account WHERE id = ?),
        (SELECT last_transfer FROM account WHERE id = ?), ?, ?, ?, ?, ?)
      RETURNING id\
      """;

  /** What for. */
  public enum Kind {
    /** A member pays a drop. */
    DROP,
    /** A drop that was paid is paid back. */
    REFUND,
    /** A member gives credits to another one. */
    GIFT,
    /** A gift is taken back. */
    UNDO,
    /** An admin gives credits of the house, or takes some. */
    GRANT,
    /** An admin sets a balance. */
    ADJUSTMENT,
    /** What a member has goes to the one with whom the member is merged. */
    MERGE,
    /** What is left in an account that is closed goes to the house or to another member. */
    CLOSE;

    /** The word by which the books name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word. */
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** One that belongs to no drop and takes nothing back. */
  public static Transfer of(Kind kind, long debit, long credit, long amount) {
    return new Transfer(kind, debit, credit, amount, null, null);
  }

  /** The charge of a drop. */
  public static Transfer forDrop(long drop, long payer, long price) {
    return new Transfer(Kind.DROP, payer, Ledger.SALES, price, drop, null);
  }

  /** Pays back the price of a drop. */
  public static Transfer refund(long drop, long payer, long price) {
    return new Transfer(Kind.REFUND, Ledger.SALES, payer, price, drop, null);
  }

  /** Takes a gift back. */
  public static Transfer undo(Gift gift) {
    return new Transfer(
        Kind.UNDO, gift.receiver(), gift.giver(), gift.amount(), null, gift.transfer());
  }

  /**
   * Writes it after the last transfer of both accounts, which have to take it over.
   *
   * @param atMillis since 1970
   * @param actor who moves the credits
   * @param reason why
   * @return its number
   */
  long write(Transaction tx, long atMillis, String actor, String reason) throws SQLException {
    return tx.insert(
        ROW,
        kind.word(),
        debit,
        credit,
        amount,
        debit,
        amount,
        credit,
        amount,
        debit,
        credit,
        atMillis,
        actor,
        reason,
        drop,
        undone);
  }
}
