package io.drinkd.appliance.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.sunday.CapturedLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventNumbersTest {

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = TestBooks.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() {
    store.close();
    store = TestBooks.open(folder);
  }

  private void refuseReservations() {
    TestBooks.forbid(folder, "reserved_number");
  }

  /** Gives out numbers up to that one; all follow each other. */
  private static void take(EventNumbers numbers, long upTo) {
    for (long next = numbers.last() + 1; next <= upTo; next++) {
      assertThat(numbers.next()).isEqualTo(next);
    }
  }

  @Test
  void everyRunHasABlockOfItsOwn() {
    EventNumbers first = new EventNumbers(store);
    assertThat(first.last()).isZero();
    assertThat(first.next()).isEqualTo(1);
    assertThat(first.next()).isEqualTo(2);
    restart();

    EventNumbers second = new EventNumbers(store);
    assertThat(second.last()).isEqualTo(EventNumbers.BLOCK);
    assertThat(second.next()).isEqualTo(EventNumbers.BLOCK + 1);
  }

  @Test
  void theNextBlockIsReservedBeforeTheFirstIsUsedUp() {
    EventNumbers numbers = new EventNumbers(store);
    take(numbers, EventNumbers.BLOCK / 2);
    numbers.next();
    await().until(() -> reserved() == 2 * EventNumbers.BLOCK);
    take(numbers, EventNumbers.BLOCK + 10);
    restart();

    assertThat(new EventNumbers(store).next()).isGreaterThan(EventNumbers.BLOCK + 10);
  }

  private long reserved() {
    return store
        .readNow(tx -> tx.first("SELECT last FROM reserved_number", row -> row.getLong(1)))
        .orElseThrow();
  }

  /** What the replaced books have given out is known from them, or else from the clock. */
  @Test
  void copiesPassOverWhatTheBooksThatTheyReplaceHaveGivenOut() {
    long now = 1_796_000_000_000L;
    Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    passOver(0, clock);
    assertThat(new EventNumbers(store).next()).isEqualTo(now * 1_000 + 1);

    long replaced = now * 2_000;
    passOver(replaced, clock);
    assertThat(new EventNumbers(store).next()).isEqualTo(replaced + 1);

    passOver(0, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    assertThat(new EventNumbers(store).next()).isEqualTo(replaced + EventNumbers.BLOCK + 1);
  }

  private void passOver(long replaced, Clock clock) {
    store.writeNow(
        tx -> {
          EventNumbers.passOver(tx, replaced, clock);
          return null;
        });
  }

  @Test
  void noneIsGivenOutThatIsNotReserved() {
    EventNumbers numbers = new EventNumbers(store);
    EventLog events = new EventLog(numbers);
    refuseReservations();
    Event event = new Event.SlotChanged("d", 1, "empty");
    try (CapturedLog log = CapturedLog.of(EventNumbers.class.getName(), Level.ERROR)) {
      take(numbers, EventNumbers.BLOCK);
      long last = events.last();
      events.publish(event);
      events.publish(event);
      assertThat(events.last()).isEqualTo(last);
      assertThat(log.lines())
          .containsExactly("events not published: their numbers cannot be reserved in the books");
    }

    TestBooks.allow(folder, "reserved_number");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              events.publish(event);
              return events.last() > EventNumbers.BLOCK;
            });
    restart();
    assertThat(new EventNumbers(store).next()).isGreaterThan(events.last());
  }
}
