package io.drinkd.appliance.ledger;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accounts. Every transfer takes from one account and gives to another, so the sum of all is 0;
 * no account with a floor goes below it; credits held can be spent once, by the one hold's end. The
 * tables' own rules forbid the same a second time.
 *
 * <p>Balances are read from memory, which follows each commit. What changes an account takes the
 * transaction in which it happens, and runs on the store's thread.
 */
public final class Ledger {

  /** What drinks are paid to. */
  public static final long SALES = 1;

  /** Where granted credits come from. */
  public static final long TREASURY = 2;

  /** The other side of balances that an admin sets. */
  public static final long ADJUSTMENT = 3;

  /** The most that one transfer moves. */
  public static final long AMOUNT_MAX = 1_000_000_000_000L;

  private static final String BALANCE_COLUMNS =
      "SELECT balance, held, coalesce(floor, " + Long.MIN_VALUE + ") AS floor, ";

  private final Store store;
  private final Clock clock;
  private final Map<Long, Balance> balances = new ConcurrentHashMap<>();
  private volatile BalanceListener listener = (account, balance) -> {};

  /**
   * @param store the store whose accounts are read into memory now
   * @param clock gives the time that stands beside each transfer
   */
  public Ledger(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    store.readNow(
        tx ->
            tx.list(
                BALANCE_COLUMNS + "id FROM account",
                row -> balances.put(row.getLong(4), readBalance(row))));
  }

  /**
   * Hears what an account has available, when that has changed on disk. Called on the store's
   * thread; must not block.
   */
  @FunctionalInterface
  public interface BalanceListener {
    void changed(long account, Balance balance);
  }

  /** From now on {@code newListener} hears of balances. */
  public void listen(BalanceListener newListener) {
    listener = newListener;
  }

  /**
   * What an account has, as last committed. May be called on any thread.
   *
   * @throws IllegalArgumentException if there is no such account
   */
  public Balance balance(long account) {
    Balance balance = balances.get(account);
    if (balance == null) {
      throw new IllegalArgumentException("no account " + account);
    }
    return balance;
  }

  /** What an account has in the midst of a transaction. */
  public Balance balance(Transaction tx, long account) throws SQLException {
    return tx.first(BALANCE_COLUMNS + "id FROM account WHERE id = ?", Ledger::readBalance, account)
        .orElseThrow(() -> new IllegalArgumentException("no account " + account));
  }

  /**
   * Opens an account with nothing in it.
   *
   * @param name what it is called in the books, such as {@code member:bob}
   * @param floor what its available credits never go below
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
   * @return the transfer's number
   * @throws InsufficientCreditsException if the account that gives would go below its floor
   */
  public long transfer(
      Transaction tx, long debit, long credit, long amount, String actor, String reason)
      throws SQLException {
    requireCover(tx, debit, amount);
    return record(tx, debit, credit, amount, actor, reason, null);
  }

  /**
   * Sets credits aside for {@link #post} or {@link #release}, one of which ends the hold, once.
   *
   * @param amount from 1 to {@link #AMOUNT_MAX}
   * @return the hold's number
   * @throws InsufficientCreditsException if the account that gives would go below its floor
   */
  public long hold(Transaction tx, long debit, long credit, long amount) throws SQLException {
    Balance before = requireCover(tx, debit, amount);
    long hold =
        tx.insert(
            "INSERT INTO hold (debit_account, credit_account, amount) VALUES (?, ?, ?)",
            debit,
            credit,
            amount);
    Balance after = new Balance(before.balance(), before.held() + amount, before.floor());
    tx.afterCommit(() -> show(debit, after));
    return hold;
  }

  /**
   * Ends an open hold by moving what it set aside.
   *
   * @return the transfer's number
   */
  public long post(Transaction tx, long hold, String actor, String reason) throws SQLException {
    Hold held = endHold(tx, hold, "posted");
    return record(tx, held.debit, held.credit, held.amount, actor, reason, hold);
  }

  /** Ends an open hold by giving back what it set aside. */
  public void release(Transaction tx, long hold) throws SQLException {
    remember(tx, endHold(tx, hold, "voided").debit);
  }

  /**
   * Makes an account have {@code balance}, by a transfer of the difference with {@link
   * #ADJUSTMENT}. What is held stays held, and is part of the balance.
   *
   * @throws InsufficientCreditsException if the account would go below its floor
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
   * Says what an account's available credits never go below.
   *
   * @throws InsufficientCreditsException if they are below that now
   */
  public void setFloor(Transaction tx, long account, long floor) throws SQLException {
    Balance now = balance(tx, account);
    if (now.available() < floor) {
      throw new InsufficientCreditsException(
          "account " + account, 0, new Balance(now.balance(), now.held(), floor));
    }
    tx.update("UPDATE account SET floor = ? WHERE id = ?", floor, account);
    remember(tx, account);
  }

  /**
   * Closes an account. It stays in the books.
   *
   * @throws IllegalStateException unless it has nothing and holds nothing
   */
  public void close(Transaction tx, long account) throws SQLException {
    Balance last = balance(tx, account);
    if (last.balance() != 0 || last.held() != 0) {
      throw new IllegalStateException(
          "has " + last.balance() + " credits, of which " + last.held() + " are held");
    }
    tx.update("UPDATE account SET closed_at = ? WHERE id = ?", clock.millis(), account);
  }

  /** Completes if the books can be written now, and fails as any change would. */
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

  private static List<Entry> history(Transaction tx, long account, int most) throws SQLException {
    return tx.list(
        """
        SELECT at, reason, actor, -amount AS amount, debit_balance AS balance, id
          FROM transfer WHERE debit_account = ?1
        UNION ALL
        SELECT at, reason, actor, amount, credit_balance, id
          FROM transfer WHERE credit_account = ?1
        ORDER BY id DESC LIMIT ?2\
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

  private long record(
      Transaction tx, long debit, long credit, long amount, String actor, String reason, Long hold)
      throws SQLException {
    long transfer =
        tx.insert(
            """
            INSERT INTO transfer (debit_account, credit_account, amount,
              debit_balance, credit_balance, at, actor, reason, hold)
            SELECT d.id, c.id, ?3, d.balance - ?3, c.balance + ?3, ?4, ?5, ?6, ?7
            FROM account d, account c WHERE d.id = ?1 AND c.id = ?2\
            """,
            debit,
            credit,
            amount,
            clock.millis(),
            actor,
            reason,
            hold);
    tx.list(
            BALANCE_COLUMNS + "id FROM account WHERE id IN (?, ?)",
            row -> Map.entry(row.getLong(4), readBalance(row)),
            debit,
            credit)
        .forEach(now -> tx.afterCommit(() -> show(now.getKey(), now.getValue())));
    return transfer;
  }

  private record Hold(long debit, long credit, long amount) {}

  private static Hold endHold(Transaction tx, long hold, String state) throws SQLException {
    return tx.first(
            """
            UPDATE hold SET state = ? WHERE id = ? AND state = 'open'
            RETURNING debit_account, credit_account, amount\
            """,
            row -> new Hold(row.getLong(1), row.getLong(2), row.getLong(3)),
            state,
            hold)
        .orElseThrow(() -> new IllegalStateException("hold " + hold + " is not open"));
  }

  private static Balance requireCover(Transaction tx, long account, long amount)
      throws SQLException {
    Named named =
        tx.first(
                BALANCE_COLUMNS + "name FROM account WHERE id = ? AND closed_at IS NULL",
                row -> new Named(row.getString(4), readBalance(row)),
                account)
            .orElseThrow(() -> new IllegalArgumentException("no open account " + account));
    boolean bounded = named.balance.floor() != Long.MIN_VALUE;
    if (bounded && !named.balance.covers(amount)) {
      throw new InsufficientCreditsException(named.name, amount, named.balance);
    }
    return named.balance;
  }

  private record Named(String name, Balance balance) {}

  /** Memory shows an account's new balance as soon as it is on disk, and not before. */
  private void remember(Transaction tx, long account) throws SQLException {
    Balance balance = balance(tx, account);
    tx.afterCommit(() -> show(account, balance));
  }

  private void show(long account, Balance balance) {
    Balance before = balances.put(account, balance);
    if (before == null || before.available() != balance.available()) {
      listener.changed(account, balance);
    }
  }

  private static Balance readBalance(ResultSet row) throws SQLException {
    return new Balance(row.getLong(1), row.getLong(2), row.getLong(3));
  }
}
