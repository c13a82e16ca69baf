package io.drinkd.appliance.ledger;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Transfer.Kind;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The accounts, in double entry. Every transfer debits one account and credits another, so the sum
 * of all is 0; no account with a floor goes below it; held credits are spent by {@link #charge}
 * only. CHECKs and triggers of the tables enforce the same a second time, see {@code
 * store/sqlite/migration/V1__books.sql}, and that of {@code store/postgres}.
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

  private final Store store;
  private final Clock clock;
  private final Balances balances = new Balances();
  private final FollowedBalances followed = new FollowedBalances(balances);

  /**
   * @param store the store whose accounts are read into memory now
   * @param clock the time that is recorded with each transfer
   */
  public Ledger(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    store.readNow(
        tx -> tx.list("SELECT " + AccountRows.BALANCE + "id FROM account", this::remember));
  }

  /**
   * Checks that all balances add up to 0: a balance that the disk or somebody has changed is found
   * so before anything is paid from it. The verification of the books says which.
   *
   * @throws StoreException if they do not
   */
  public void requireSound() {
    long sum =
        store
            .readNow(tx -> tx.first("SELECT sum(balance) FROM account", row -> row.getLong(1)))
            .orElseThrow();
    if (sum != 0) {
      throw new StoreException(
          StoreException.Kind.UNSOUND,
          "the books are not sound: all balances add up to "
              + sum
              + ", expected 0; run drinkd ledger verify, and restore a sound copy: drinkd restore"
              + " FILE");
    }
  }

  /**
   * All accounts together.
   *
   * @param sum what their balances add up to, which is 0 in sound books
   * @param held what is held on them
   */
  public record Totals(long sum, long held) {}

  /** All accounts together, from the books. */
  public CompletableFuture<Totals> totals() {
    return store.read(
        tx ->
            tx.first(
                    "SELECT coalesce(sum(balance), 0), coalesce(sum(held), 0) FROM account",
                    row -> new Totals(row.getLong(1), row.getLong(2)))
                .orElseThrow());
  }

  /**
   * Called when the credits that an account has available have changed on disk, on a thread of the
   * store; must not block.
   */
  @FunctionalInterface
  public interface BalanceListener {
    /**
     * @param number that of the change, see {@link Followed#apply}
     */
    void changed(long account, Balance balance, long number);
  }

  /** The balances, for books that several processes have. */
  public Followed<?> followed() {
    return followed;
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
    return AccountRows.balance(tx, account);
  }

  /**
   * Opens an account with a balance of 0.
   *
   * @param name its name in the books, such as {@code member:bob}
   * @param floor the least that its available credits may be
   * @return its number
   */
  public long open(Transaction tx, String name, long floor) throws SQLException {
    long account =
        tx.insert("INSERT INTO account (name, floor) VALUES (?, ?) RETURNING id", name, floor);
    remember(tx, account);
    return account;
  }

  /** Gives an account another name in the books. */
  public void rename(Transaction tx, long account, String name) throws SQLException {
    tx.update("UPDATE account SET name = ? WHERE id = ?", name, account);
  }

  /**
   * Moves credits from one account to another.
   *
   * @param actor who does it, such as {@code admin:alice}
   * @param reason what for; not empty
   * @return the number of the transfer
   * @throws RefusedException {@link Refusal#POOR} if the debited account would go below its floor
   */
  public long move(Transaction tx, Transfer transfer, String actor, String reason)
      throws SQLException {
    AccountRows.requireCover(tx, transfer.debit(), transfer.amount());
    return enter(tx, transfer, 0, actor, reason).transfer();
  }

  /**
   * Holds credits until {@link #charge} or {@link #release}.
   *
   * @param amount from 0 to {@link #AMOUNT_MAX}; an account below its floor may hold nothing
   * @throws RefusedException {@link Refusal#POOR} if the account would go below its floor, {@link
   *     Refusal#NO_SUCH_MEMBER} if it is closed
   */
  public void hold(Transaction tx, long account, long amount) throws SQLException {
    if (tx.isShared()) {
      Pending<Boolean> held =
          AccountRows.hold(tx, account, amount, after -> held(tx, account, amount, after));
      if (!balance(account).covers(amount)) {
        // It will hardly do, and what travels with it would use up numbers.
        held.get();
      }
      return;
    }
    if (tx.update(AccountRows.HOLD, amount, account, amount, amount) == 0) {
      AccountRows.requireCover(tx, account, amount);
    }
    tx.afterCommit(() -> balances.change(account, 0, amount));
  }

  private boolean held(Transaction tx, long account, long amount, Optional<Balance> after)
      throws SQLException {
    if (after.isEmpty()) {
      AccountRows.requireCover(tx, account, amount);
    }
    after.ifPresent(balance -> follow(tx, account, balance, 0, amount));
    return after.isPresent();
  }

  /** Memory follows what an account has after a change of its balance, and of what it holds. */
  private void follow(Transaction tx, long account, Balance after, long balance, long held) {
    if (tx.isShared()) {
      tx.follow(followed, new FollowedBalances.Changed(account, after, balance != held));
    } else {
      tx.afterCommit(() -> balances.change(account, balance, held));
    }
  }

  /**
   * A charge.
   *
   * @param transfer the number of the payer's newest transfer
   * @param available what the payer has available after it
   */
  public record Charged(long transfer, Pending<Long> available) {}

  /**
   * Spends what is held.
   *
   * @throws HeldCreditsException if the account holds less
   */
  public Charged charge(Transaction tx, Transfer transfer, String actor, String reason)
      throws SQLException {
    return enter(tx, transfer, transfer.amount(), actor, reason);
  }

  /** The charge of something that costs nothing: there is none. */
  public Charged unchanged(Transaction tx, long account) throws SQLException {
    return tx.first(
            "SELECT last_transfer, balance - held FROM account WHERE id = ?",
            row -> new Charged(row.getLong(1), Pending.of(row.getLong(2))),
            account)
        .orElseThrow(() -> new IllegalArgumentException("no account " + account));
  }

  /**
   * Ends a hold: the credits are the account's to spend again.
   *
   * @return what the account has available after it
   * @throws HeldCreditsException if the account holds less
   */
  public long release(Transaction tx, long account, long amount) throws SQLException {
    Balance after =
        tx.first(
                """
                UPDATE account SET held = held - ? WHERE id = ? AND held >= ?\
                """
                    + AccountRows.RETURNING,
                AccountRows::balance,
                amount,
                account,
                amount)
            .orElseThrow(() -> new HeldCreditsException(account, amount));
    follow(tx, account, after, 0, -amount);
    return after.available();
  }

  /** Writes a transfer, and changes both balances. */
  private Charged enter(Transaction tx, Transfer transfer, long held, String actor, String reason)
      throws SQLException {
    long amount = transfer.amount();
    long id = transfer.write(tx, clock.millis(), actor, reason);
    Pending<Long> available =
        AccountRows.debit(
            tx,
            transfer,
            held,
            id,
            after -> {
              follow(tx, transfer.debit(), after, -amount, -held);
              return after.available();
            });
    credit(tx, transfer, id);
    return new Charged(id, available);
  }

  private void credit(Transaction tx, Transfer transfer, long id) throws SQLException {
    long account = transfer.credit();
    long amount = transfer.amount();
    if (tx.isShared()) {
      AccountRows.credit(
          tx,
          transfer,
          id,
          after -> {
            follow(tx, account, after, amount, 0);
            return after;
          });
    } else {
      tx.update(AccountRows.CREDIT, amount, id, account);
      tx.afterCommit(() -> balances.change(account, amount, 0));
    }
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
      move(tx, Transfer.of(Kind.ADJUSTMENT, ADJUSTMENT, account, difference), actor, reason);
    } else if (difference < 0) {
      move(tx, Transfer.of(Kind.ADJUSTMENT, account, ADJUSTMENT, -difference), actor, reason);
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
      throw AccountRows.poor(
          "account " + account, 0, new Balance(now.balance(), now.held(), floor));
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

  /**
   * Moves all that an account has to another one, or lets that pay what it owes, so that it can be
   * closed.
   *
   * @param kind {@link Kind#MERGE} or {@link Kind#CLOSE}
   * @throws RefusedException {@link Refusal#POOR} if the other one cannot pay, {@link
   *     Refusal#INVALID_AMOUNT} if it is more than one transfer moves
   */
  public void empty(
      Transaction tx, Kind kind, long account, long other, String actor, String reason)
      throws SQLException {
    long left = balance(tx, account).balance();
    if (left > AMOUNT_MAX || left < -AMOUNT_MAX) {
      throw new RefusedException(
          Refusal.INVALID_AMOUNT, "found " + left + " credits; at most " + AMOUNT_MAX + " move");
    }
    if (left > 0) {
      move(tx, Transfer.of(kind, account, other, left), actor, reason);
    } else if (left < 0) {
      move(tx, Transfer.of(kind, other, account, -left), actor, reason);
    }
  }

  /** Whether an account may still have to pay for a drop, be it one that costs nothing. */
  public boolean hasOpenDrops(Transaction tx, long account) throws SQLException {
    String sql = "SELECT 1 FROM drop_order WHERE account = ? AND settled_at IS NULL";
    return tx.first(sql, row -> true, account).isPresent();
  }

  private long remember(Row row) throws SQLException {
    long account = row.getLong(4);
    balances.set(account, AccountRows.balance(row));
    return account;
  }

  /** Updates the cached balance as soon as the new one is on disk, and not before. */
  private void remember(Transaction tx, long account) throws SQLException {
    Balance balance = balance(tx, account);
    tx.follow(followed, new FollowedBalances.Changed(account, balance, false));
  }
}
