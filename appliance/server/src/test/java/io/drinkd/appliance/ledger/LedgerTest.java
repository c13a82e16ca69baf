package io.drinkd.appliance.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Transfer.Kind;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.Transaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:25:17Z");

  @TempDir Path folder;
  private Store store;
  private Ledger ledger;
  private long bob;

  @BeforeEach
  void open() {
    store = TestBooks.open(folder);
    ledger = new Ledger(store, Clock.fixed(NOW, ZoneOffset.UTC));
    bob = store.write(tx -> ledger.open(tx, "member:bob", 0)).join();
    Transfer grant = Transfer.of(Kind.GRANT, Ledger.TREASURY, bob, 100);
    change(tx -> ledger.move(tx, grant, "admin:alice", "grant"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private long sum() {
    return store
        .read(tx -> tx.first("SELECT sum(balance) FROM account", row -> row.getLong(1)))
        .join()
        .orElseThrow();
  }

  private interface Change {
    void make(Transaction tx) throws SQLException;
  }

  private void change(Change change) {
    store
        .write(
            tx -> {
              change.make(tx);
              return null;
            })
        .join();
  }

  private void hold(long amount) {
    change(tx -> ledger.hold(tx, bob, amount));
  }

  private static Transfer fee(long debit, long credit, long amount) {
    return Transfer.of(Kind.GRANT, debit, credit, amount);
  }

  @Test
  void aTransferTakesFromOneAndGivesToTheOther() {
    assertThat(ledger.balance(bob)).isEqualTo(new Balance(100, 0, 0));
    assertThat(ledger.balance(Ledger.TREASURY).balance()).isEqualTo(-100);
    assertThat(sum()).isZero();
  }

  @Test
  void nobodyGoesBelowTheFloor() {
    assertThatThrownBy(
            () -> change(tx -> ledger.move(tx, fee(bob, Ledger.TREASURY, 101), "system", "fee")))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RefusedException.class)
        .hasMessageContaining(": bob has 100 credits");
    assertThat(ledger.balance(bob).balance()).isEqualTo(100);
  }

  @Test
  void whatIsHeldCannotBeSpentAgain() {
    hold(60);
    assertThat(ledger.balance(bob)).isEqualTo(new Balance(100, 60, 0));
    assertThatThrownBy(() -> hold(41)).hasCauseInstanceOf(RefusedException.class);
    hold(40);
    assertThat(ledger.balance(bob).available()).isZero();
  }

  @Test
  void whatIsHeldIsSpentOnce() {
    hold(60);
    Transfer charge = fee(bob, Ledger.SALES, 60);
    change(tx -> ledger.charge(tx, charge, "member:bob", "drop \"Coke\""));
    assertThat(ledger.balance(bob)).isEqualTo(new Balance(40, 0, 0));
    assertThat(ledger.balance(Ledger.SALES).balance()).isEqualTo(60);
    assertThatThrownBy(() -> change(tx -> ledger.charge(tx, charge, "member:bob", "again")))
        .hasCauseInstanceOf(HeldCreditsException.class);
    assertThatThrownBy(() -> change(tx -> ledger.release(tx, bob, 60)))
        .hasCauseInstanceOf(HeldCreditsException.class);
    assertThat(sum()).isZero();
    assertThat(ledger.balance(bob)).isEqualTo(new Balance(40, 0, 0));
  }

  @Test
  void whatIsReleasedIsNotPaid() {
    hold(60);
    change(tx -> ledger.release(tx, bob, 60));
    assertThat(ledger.balance(bob)).isEqualTo(new Balance(100, 0, 0));
  }

  @Test
  void nothingMayBeHeldByWhoeverIsBelowTheFloor() {
    change(tx -> ledger.setFloor(tx, bob, 100));
    hold(0);
    assertThatThrownBy(() -> hold(1)).hasCauseInstanceOf(RefusedException.class);
    assertThat(ledger.balance(bob).held()).isZero();
  }

  @Test
  void balancesComeBackFromTheFile() {
    hold(30);
    assertThat(new Ledger(store, Clock.systemUTC()).balance(bob))
        .isEqualTo(new Balance(100, 30, 0));
  }

  /** What the code would never do, the tables refuse: each statement would make the books wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE account SET balance = balance + 1 WHERE name = 'member:bob'",
        "UPDATE account SET balance = balance + 1, last_transfer = 1 WHERE name = 'member:bob'",
        "UPDATE account SET balance = balance + 1, last_transfer = 2 WHERE name = 'member:bob'",
        "UPDATE account SET held = -1 WHERE name = 'member:bob'",
        "UPDATE account SET floor = 50 WHERE name = 'member:bob'",
        "UPDATE account SET closed_at = 1 WHERE name = 'member:bob'",
        "DELETE FROM account WHERE name = 'member:bob'",
        "INSERT INTO account (name, balance) VALUES ('member:rich', 1000)",
        "UPDATE transfer SET amount = 1",
        "DELETE FROM transfer",
        // Below the floor: 100 less 60 held leaves 40.
        "UPDATE account SET held = held + 41 WHERE name = 'member:bob'",
        // One side gets more than the other gives.
        """
        INSERT INTO transfer (kind, debit_account, credit_account, amount, debit_balance,
          credit_balance, debit_before, credit_before, at, actor, reason)
          SELECT 'grant', 4, 1, 10, 90, 20, 1, 0, 0, 'x', 'y'""",
        // Of no kind.
        """
        INSERT INTO transfer (kind, debit_account, credit_account, amount, debit_balance,
          credit_balance, debit_before, credit_before, at, actor, reason)
          SELECT 'theft', 4, 1, 10, 90, 10, 1, 0, 0, 'x', 'y'""",
        // For a drop that nobody names.
        """
        INSERT INTO transfer (kind, debit_account, credit_account, amount, debit_balance,
          credit_balance, debit_before, credit_before, at, actor, reason)
          SELECT 'drop', 4, 1, 10, 90, 10, 1, 0, 0, 'x', 'y'""",
        // The transfer before it is left out of the account's history.
        """
        INSERT INTO transfer (kind, debit_account, credit_account, amount, debit_balance,
          credit_balance, debit_before, credit_before, at, actor, reason)
          SELECT 'grant', 4, 1, 10, 90, 10, 0, 0, 0, 'x', 'y'""",
      })
  void theTablesRefuse(String statement) {
    hold(60);
    assertThatThrownBy(() -> store.write(tx -> tx.update(statement)).join())
        .hasCauseInstanceOf(StoreException.class)
        .hasRootCauseInstanceOf(SQLException.class);
    assertThat(sum()).isZero();
    assertThat(new Ledger(store, Clock.systemUTC()).balance(bob))
        .isEqualTo(new Balance(100, 60, 0));
  }
}
