package io.drinkd.appliance.service;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.Report;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the house says of how it is. */
class HealthTest {

  @TempDir Path data;
  @TempDir Path copies;

  private final ManualTimers timers = new ManualTimers();
  private Services services;

  @BeforeEach
  void open() {
    services = TestHouses.open(data, TestSettings.with(List.of()), timers);
  }

  @AfterEach
  void close() {
    services.close();
  }

  private static Map<String, Part> parts(Report report) {
    return report.parts().stream().collect(toMap(Part::name, part -> part));
  }

  private Part part(String name) {
    // One that looked by itself may still be under way, with what it asked some time ago.
    services.health().look().join();
    return parts(services.health().look().join()).get(name);
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void newHouseIsWellAndReady() {
    Report report = services.health().look().join();

    assertThat(report.parts())
        .extracting(Part::name)
        .containsExactly("books", "balances", "drops in doubt", "backup", "disk", "logins");
    assertThat(report.well()).isTrue();
    assertThat(report.ready()).isTrue();
    services.health().check().join();
  }

  @Test
  void strangersMakeItLookOnceASecond() {
    int[] looks = {0};
    services
        .health()
        .watch(
            () -> {
              looks[0]++;
              return List.of(Finding.well("port", Condition.OPEN.of("x")));
            });
    for (int i = 0; i < 100; i++) {
      services.health().recentLook().join();
    }
    assertThat(looks[0]).isEqualTo(1);

    timers.advance(Health.RECENT);
    services.health().recentLook().join();
    assertThat(looks[0]).isEqualTo(2);
  }

  /** Members and operators get the state of this moment, strangers perhaps that of a moment ago. */
  @Test
  void onlyStrangersAreToldWhatWasFoundBefore() {
    assertThat(services.health().recentLook().join().ready()).isTrue();
    services.foundation().store().close();

    assertThat(services.health().recentLook().join().ready()).isTrue();
    assertThat(services.health().look().join().ready()).isFalse();
    assertThatThrownBy(() -> services.health().check().join())
        .hasCauseInstanceOf(RefusedException.class);
    timers.advance(Health.RECENT);
    assertThat(services.health().recentLook().join().ready()).isFalse();
  }

  @Test
  void isNotReadyWhenTheBooksCannotBeWritten() {
    services.foundation().store().close();

    Report report = services.health().look().join();

    assertThat(report.ready()).isFalse();
    // The reason for which a bank is away stands in its own line.
    assertThat(parts(report).get("books").why())
        .containsAnyOf("the store is closed", "cannot be used now; see bank");
    // Books in a file that cannot be written are read on; what a bank holds may have changed.
    boolean away = services.foundation().store().away().isPresent();
    assertThat(parts(report).get("logins").state()).isEqualTo(away ? State.WRONG : State.WELL);
    assertThatThrownBy(() -> services.health().check().join())
        .hasCauseInstanceOf(RefusedException.class)
        .extracting(thrown -> ((RefusedException) thrown.getCause()).refusal())
        .isEqualTo(Refusal.NOT_READY);
  }

  @Test
  void whatIsNotNeededFailsNobody() {
    services
        .health()
        .watch(
            () ->
                List.of(
                    Finding.wrong("machine d", Condition.MACHINE_DOWN.of("the board is away"))));

    Report report = services.health().look().join();

    assertThat(report.ready()).isTrue();
    assertThat(report.well()).isFalse();
  }

  @Test
  void saysSinceWhenSomethingIsWrong() {
    Finding[] now = {Finding.well("port", Condition.OPEN.of("x")).ofNeeded()};
    services.health().watch(() -> List.of(now[0]));
    Instant start = timers.clock().instant();
    timers.advance(Duration.ofMinutes(10));
    assertThat(part("port").since()).isEqualTo(start);

    now[0] = Finding.wrong("port", Condition.NOT_OPEN.of("taken")).ofNeeded();
    Instant wrong = timers.clock().instant();
    services.health().look().join();
    timers.advance(Duration.ofSeconds(30));

    assertThat(part("port").since()).isEqualTo(wrong);
    assertThat(part("port").why()).isEqualTo("taken");
  }

  @Test
  void looksByItselfSoThatTheTimeIsKnown() {
    Finding[] now = {Finding.well("port", Condition.OPEN.of("x"))};
    services.health().watch(() -> List.of(now[0]));
    services.health().look().join();
    now[0] = Finding.wrong("port", Condition.NOT_OPEN.of("taken"));
    timers.advance(Health.LOOK_EVERY);
    Instant seen = timers.clock().instant();
    // Its own look may still be under way; this one is the same or a later one.
    services.health().look().join();
    timers.advance(Duration.ofHours(3));

    assertThat(part("port").since()).isEqualTo(seen);
  }

  @Test
  void whatDoesNotAnswerIsWrong() {
    services.health().watch("directory", true, CompletableFuture::new);

    CompletableFuture<Report> look = services.health().look();
    assertThat(services.health().look().isDone()).isFalse();
    timers.advance(Health.PATIENCE);

    assertThat(parts(look.join()).get("directory").why()).isEqualTo("no answer within 5 s");
    assertThat(look.join().ready()).isFalse();
  }

  @Test
  void whatDoesNotAnswerIsNotAskedAgain() {
    List<CompletableFuture<Finding>> asked = new ArrayList<>();
    services
        .health()
        .watch(
            "directory",
            true,
            () -> {
              asked.add(new CompletableFuture<>());
              return asked.get(asked.size() - 1);
            });
    for (int look = 0; look < 3; look++) {
      timers.advance(Health.LOOK_EVERY);
      CompletableFuture<Report> looked = services.health().look();
      timers.advance(Health.PATIENCE);
      assertThat(parts(looked.join()).get("directory").state()).isEqualTo(State.WRONG);
    }
    assertThat(asked).hasSize(1);

    asked.get(0).complete(Finding.well("directory", Condition.LOGINS.of()));
    CompletableFuture<Report> looked = services.health().look();
    asked.get(1).complete(Finding.well("directory", Condition.LOGINS.of()));

    assertThat(parts(looked.join()).get("directory").state()).isEqualTo(State.WELL);
  }

  @Test
  void faultsOfOursAreWrongAndNotShown() {
    services
        .health()
        .watch(
            "thing",
            false,
            () -> {
              throw new IllegalStateException("secret inside");
            });

    assertThat(part("thing").why()).isEqualTo("an unexpected fault; the log says more");
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void backupIsDueWhereSomethingWasDone() throws Exception {
    Admin admin = new Operator("root", Optional.empty()).admin();
    services.auditTrail().write(admin, new Remark("begun")).join();
    assertThat(part("backup").state()).isEqualTo(State.WELL);

    timers.advance(Duration.ofDays(4));
    assertThat(part("backup").state()).isEqualTo(State.WRONG);
    assertThat(part("backup").why()).contains("none was made yet").contains("drinkd backup FILE");

    services.books().backup(admin, copy(), false);
    assertThat(part("backup").state()).isEqualTo(State.WELL);
    assertThat(part("backup").since()).isEqualTo(timers.clock().instant());
    timers.advance(Duration.ofDays(4));
    assertThat(part("backup").why()).contains("the last is " + copy());
  }

  private Path copy() {
    return copies.resolve("copy.db").toAbsolutePath();
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void backupThatFailedIsSaidUntilOneIsMade() throws Exception {
    Admin admin = new Operator("root", Optional.empty()).admin();
    services.books().backup(admin, copy(), false);
    timers.advance(Duration.ofDays(1));
    Path nowhere = copies.resolve("nowhere/copy.db");
    assertThatThrownBy(() -> services.books().backup(admin, nowhere, false))
        .isInstanceOf(IOException.class);

    assertThat(part("backup").state()).isEqualTo(State.WRONG);
    assertThat(part("backup").since()).isEqualTo(timers.clock().instant());
    assertThat(part("backup").why())
        .startsWith("failed: " + nowhere + ": cannot be written: ")
        .endsWith("; the last is " + copy());

    timers.advance(Duration.ofHours(1));
    services.books().backup(admin, copy(), true);
    assertThat(part("backup").state()).isEqualTo(State.WELL);
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void restoredBooksAreTheCopyThatTheyWereRestoredFrom() throws Exception {
    Admin admin = new Operator("root", Optional.empty()).admin();
    services.auditTrail().write(admin, new Remark("begun")).join();
    services.books().backup(admin, copy(), false);
    services.close();
    Books.restore(admin, copy(), false, data, timers.clock());
    services = TestHouses.open(data, TestSettings.with(List.of()), timers);

    assertThat(part("backup").why()).isEqualTo("the last is " + copy());
    timers.advance(Duration.ofDays(4));
    assertThat(part("backup").state()).isEqualTo(State.WRONG);
  }

  @Test
  void balancesThatDoNotAddUpAreFound() throws SQLException {
    try (Connection connection = TestBooks.unguarded(data);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE account SET balance = balance + 7 WHERE id = 1");
    }

    assertThat(part("balances").why()).contains("add up to 7, expected 0");
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void closedBooksHaveNoLoginsAndNoMachines() {
    services.close();
    try (Services books = TestHouses.openBooks(data, TestSettings.MEMBERS, timers)) {
      assertThat(books.health().look().join().parts())
          .extracting(Part::name)
          .containsExactly("books", "balances", "drops in doubt", "backup", "disk");
    } catch (CompletionException e) {
      throw new AssertionError(e);
    }
  }
}
