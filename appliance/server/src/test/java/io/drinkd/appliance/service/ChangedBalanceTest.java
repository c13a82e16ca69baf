package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A balance that is not what was written: by a disk that returns other bytes, or by hand. */
@Tag(TestBooks.FILE_ONLY)
class ChangedBalanceTest {

  @TempDir Path data;
  private final ManualTimers timers = new ManualTimers();

  @Test
  void nothingIsPaidFromABalanceThatWasChanged() throws SQLException {
    try (Services services = open()) {
      services
          .foundation()
          .members()
          .add(new NewMember("bob", Optional.empty(), false, 1_000, List.of()), "test")
          .join();
    }
    change("UPDATE account SET balance = 2024 WHERE name = 'member:bob'");

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNSOUND))
        .hasMessageContaining("add up to 1024, expected 0");
    try (Services books = TestHouses.openBooks(data, TestSettings.MEMBERS, timers)) {
      assertThat(BooksVerifier.verify(books.foundation().store()).join().disagreements())
          .anyMatch(line -> line.contains("balance 2024, postings 1000"));
    }
  }

  private Services open() {
    return TestHouses.open(data, TestSettings.with(List.of()), timers);
  }

  /** Changes what a trigger forbids, and puts the trigger back. */
  private void change(String sql) throws SQLException {
    Path file = data.resolve(SqliteStore.FILE_NAME);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      String trigger;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT sql FROM sqlite_schema WHERE name = 'balance_follows_transfers'")) {
        trigger = row.getString(1);
      }
      statement.execute("DROP TRIGGER balance_follows_transfers");
      statement.execute(sql);
      statement.execute(trigger);
    }
  }
}
