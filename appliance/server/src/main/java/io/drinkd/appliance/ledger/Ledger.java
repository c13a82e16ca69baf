package io.drinkd.appliance.ledger;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The accounts, in double entry. Every transfer debits one account and credits another, so the sum
 * of all is 0; no account with a floor goes below it; held credits can be spent once, by posting
 * their hold. The tables' constraints enforce the same a second time.
 *
 * <p>Balances are read from memory, which follows each commit. What changes an account takes the
 * transaction in which it happens, and runs on the store's thread.
 */
public final class Ledger {

  /** Receives the price of each drink. */
  public static final long SALES = 1;

  /** The source of granted credits. */
  public static final long TREASURY = 2;

  /** The contra account of balances that an admin sets. */
  public static final long ADJUSTMENT = 3;

  /** The most that one transfer moves. */
  public static final long AMOUNT_MAX = 1_000_000_000_000L;

  private static final String BALANCE_COLUMNS =
      "SELECT balance, held, coalesce(floor, " + Long.MIN_VALUE + ") AS floor, ";

  private final Store store;
  private final Clock clock;
  private final Balances balances = new Balances();

  /**
   * @param store the store whose accounts are read into memory now
   * @param clock the time that is recorded with each transfer
   */
  public Ledger(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    store.readNow(tx -> tx.list(BALANCE_COLUMNS + "id FROM account", this::remember));
  }

  /**
   * Called when the credits that an account has available have changed on disk, on a thread of the
   * store; must not block.
   */
  @FunctionalInterface
  public interface BalanceListener {
    void changed(long account, Balance balance);
  }

  /** From now on {@code newListener} is notified of changed balances. */
  public void listen(BalanceListener newListener) {
    balances.listen(newListener);
  }

  /**
   * What an account has, as last committed. May be called on any thread.
   *
   * @throws IllegalArgumentException if there is no such account
   */
  public Balance balance(long account) {
    return balances.get(account);
  }

  /** What an account has within a transaction. */
  public Balance balance(Transaction tx, long account) throws SQLException {
    return tx.first(BALANCE_COLUMNS + "id FROM account WHERE id = ?", Ledger::readBalance, account)
        .orElseThrow(() -> new IllegalArgumentException("no account " + account));
  }

  /**
   * Opens an account with a balance of 0.
   *
   * @param name its name in the books, such as {@code member:bob}
   * @param floor the least that its available credits may be
   * @return its number
   */
  public long open(Transaction tx, String name, long floor) throws SQLException {
    long account = tx.insert("INSERT INTO account (name, floor) VALUES (?, ?)", name, floor);
    remember(tx, account);
    return account;
  }

  /**
   * Moves credits from one account to another.
   *
   * @param amount from 1 to {@link #AMOUNT_MAX}
   * @param actor who does it, such as {@code admin:alice}
   * @param reason what for; not empty
   * @throws RefusedException {@link Refusal#POOR} if the debited account would go below its floor
   */
  public void transfer(
      Transaction tx, long debit, long credit, long amount, String actor, String reason)
      throws SQLException {
    requireCover(tx, debit, amount);
    if (!enter(tx, debit, credit, amount, actor, reason, null)) {
      throw new IllegalArgumentException("no account " + credit);
    }
    tx.afterCommit(
        () -> {
          balances.change(debit, -amount, 0);
          balances.change(credit, amount, 0);
        });
  }

  /**
   * Writes a transfer.
   *
   * @param hold the number of the open hold that it posts; null for none
   * @return false if there is no such account, or no such open hold
   */
  private boolean enter(
      Transaction tx, long debit, long credit, long amount, String actor, String reason, Long hold)
      throws SQLException {
    int entered =
        tx.update(
            """
            INSERT INTO transfer (debit_account, credit_account, amount, debit_balance,
              credit_balance, debit_before, credit_before, at, actor, reason, hold)
            SELECT d.id, c.id, ?3, d.balance - ?3, c.balance + ?3,
              d.last_transfer, c.last_transfer, ?4, ?5, ?6, ?7
            FROM account d, account c
            WHERE d.id = ?1 AND c.id = ?2
              AND (?7 IS NULL OR EXISTS (SELECT 1 FROM hold WHERE id = ?7 AND state = 'open'))\
            """,
            debit,
            credit,
            amount,
            clock.millis(),
            actor,
            reason,
            hold);
    return entered == 1;
  }

  /**
   * Holds credits until {@link #post} or {@link #release}; one of them ends the hold, once.
   *
   * @param amount from 1 to {@link #AMOUNT_MAX}
   * @throws RefusedException {@link Refusal#POOR} if the debited account would go below its floor
   */
  public Hold hold(Transaction tx, long debit, long credit, long amount) throws SQLException {
    requireCover(tx, debit, amount);
    long id =
        tx.insert(
            "INSERT INTO hold (debit_account, credit_account, amount) VALUES (?, ?, ?)",
            debit,
            credit,
            amount);
    tx.afterCommit(() -> balances.change(debit, 0, amount));
    return new Hold(id, debit, credit, amount);
  }

  /**
   * Ends an open hold by transferring its credits.
   *
   * @throws IllegalStateException if the hold is not open
   */
  public void post(Transaction tx, Hold hold, String actor, String reason) throws SQLException {
    if (!enter(tx, hold.debit(), hold.credit(), hold.amount(), actor, reason, hold.id())) {
      throw notOpen(hold);
    }
    tx.afterCommit(
        () -> {
          balances.change(hold.debit(), -hold.amount(), -hold.amount());
          balances.change(hold.credit(), hold.amount(), 0);
        });
  }

  /**
   * Ends an open hold by releasing its credits to the account.
   *
   * @throws IllegalStateException if the hold is not open
   */
  public void release(Transaction tx, Hold hold) throws SQLException {
    String sql = "UPDATE hold SET state = 'voided' WHERE id = ? AND state = 'open'";
    if (tx.update(sql, hold.id()) == 0) {
      throw notOpen(hold);
    }
    tx.afterCommit(() -> balances.change(hold.debit(), 0, -hold.amount()));
  }

  private static IllegalStateException notOpen(Hold hold) {
    return new IllegalStateException("hold " + hold.id() + " is not open");
  }

  /**
   * Sets an account's balance, by a transfer of the difference from or to {@link #ADJUSTMENT}. Held
   * credits stay held, and are part of the balance.
   *
   * @throws RefusedException {@link Refusal#POOR} if the account would go below its floor
   */
  public void setBalance(Transaction tx, long account, long balance, String actor, String reason)
      throws SQLException {
    long difference = Math.subtractExact(balance, balance(tx, account).balance());
    if (difference > 0) {
      transfer(tx, ADJUSTMENT, account, difference, actor, reason);
    } else if (difference < 0) {
      transfer(tx, account, ADJUSTMENT, -difference, actor, reason);
    }
  }

  /**
   * Sets the least that an account's available credits may be.
   *
   * @throws RefusedException {@link Refusal#POOR} if they are below that now
   */
  public void setFloor(Transaction tx, long account, long floor) throws SQLException {
    Balance now = balance(tx, account);
    if (now.available() < floor) {
      throw poor("account " + account, 0, new Balance(now.balance(), now.held(), floor));
    }
    tx.update("UPDATE account SET floor = ? WHERE id = ?", floor, account);
    remember(tx, account);
  }

  /**
   * Closes an account. It stays in the books.
   *
   * @throws IllegalStateException unless its balance is 0 and nothing is held
   */
  public void close(Transaction tx, long account) throws SQLException {
    Balance last = balance(tx, account);
    if (last.balance() != 0 || last.held() != 0) {
      throw new IllegalStateException(
          "has " + last.balance() + " credits, of which " + last.held() + " are held");
    }
    tx.update("UPDATE account SET closed_at = ? WHERE id = ?", clock.millis(), account);
  }

  /** Completes if the books can be written now, and fails as any write would. */
  public CompletableFuture<Void> check() {
    return store.write(
        tx -> {
          balance(tx, SALES);
          return null;
        });
  }

  /**
   * The newest transfers of an account, newest first, as committed.
   *
   * @param most how many, at least 1
   */
  public CompletableFuture<List<Entry>> history(long account, int most) {
    return store.read(tx -> history(tx, account, most));
  }

  /** Follows the chain of transfers back from the account's last one. */
  private static List<Entry> history(Transaction tx, long account, int most) throws SQLException {
    return tx.list(
        """
        WITH RECURSIVE newest(id) AS (
          SELECT last_transfer FROM account WHERE id = ?1
          UNION ALL
          SELECT iif(t.debit_account = ?1, t.debit_before, t.credit_before)
          FROM newest JOIN transfer t USING (id))
        SELECT at, reason, actor,
          iif(t.debit_account = ?1, -amount, amount) AS amount,
          iif(t.debit_account = ?1, debit_balance, credit_balance) AS balance
        FROM newest CROSS JOIN transfer t USING (id) LIMIT ?2\
        """,
        row ->
            new Entry(
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("reason"),
                row.getString("actor"),
                row.getLong("amount"),
                row.getLong("balance")),
        account,
        most);
  }

  private static void requireCover(Transaction tx, long account, long amount) throws SQLException {
    Named named =
        tx.first(
                BALANCE_COLUMNS + "name FROM account WHERE id = ? AND closed_at IS NULL",
                row -> new Named(row.getString(4), readBalance(row)),
                account)
            .orElseThrow(() -> new IllegalArgumentException("no open account " + account));
    boolean bounded = named.balance.floor() != Long.MIN_VALUE;
    if (bounded && !named.balance.covers(amount)) {
      throw poor(named.name, amount, named.balance);
    }
  }

  private static RefusedException poor(String account, long amount, Balance balance) {
    return new RefusedException(
        Refusal.POOR,
        "%s has %d credits available and a floor of %d; %d would go below it"
            .formatted(account, balance.available(), balance.floor(), amount));
  }

  private record Named(String name, Balance balance) {}

  private long remember(ResultSet row) throws SQLException {
    long account = row.getLong(4);
    balances.set(account, readBalance(row));
    return account;
  }

  /** Updates the cached balance as soon as the new one is on disk, and not before. */
  private void remember(Transaction tx, long account) throws SQLException {
    Balance balance = balance(tx, account);
    tx.afterCommit(() -> balances.set(account, balance));
  }

  private static Balance readBalance(ResultSet row) throws SQLException {
    return new Balance(row.getLong(1), row.getLong(2), row.getLong(3));
  }
}
