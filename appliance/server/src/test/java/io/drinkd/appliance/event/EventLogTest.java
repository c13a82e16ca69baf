package io.drinkd.appliance.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.TestBanks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  @TempDir Path folder;
  private Store store;
  private EventLog events;

  @BeforeEach
  void open() {
    store = TestBooks.open(folder);
    events = new EventLog(new EventNumbers(store));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Event event(int slot) {
    return new Event.SlotChanged("d", slot, "empty");
  }

  private void publish(int times) {
    for (int i = 1; i <= times; i++) {
      events.publish(event(i));
    }
  }

  @Test
  void whoeverReadsGetsWhatFollowsOldestFirst() {
    long from = events.last();
    AtomicInteger heard = new AtomicInteger();
    Runnable listener = heard::incrementAndGet;
    events.add(listener);
    publish(3);
    events.remove(listener);
    publish(1);

    assertThat(heard).hasValue(3);
    assertThat(events.after(from, 2))
        .containsExactly(
            new NumberedEvent(from + 1, event(1)), new NumberedEvent(from + 2, event(2)));
    assertThat(events.after(events.last(), 10)).isEmpty();
  }

  @Test
  void theOldestAreForgotten() {
    long from = events.last();
    publish(EventLog.KEPT);
    assertThat(events.reaches(from)).isTrue();
    publish(1);
    assertThat(events.reaches(from)).isFalse();
    assertThat(events.reaches(events.last() + 1)).isFalse();
    assertThatThrownBy(() -> events.after(from, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersThatOthersGiveMayHaveGaps() {
    try (Store bank = TestBanks.open()) {
      EventLog log = EventLog.of(bank.shared().orElseThrow());
      for (int number = 10; number <= 40; number += 10) {
        log.publish(event(number), number);
      }

      assertThat(log.last()).isEqualTo(40);
      assertThat(log.after(20, 9))
          .containsExactly(new NumberedEvent(30, event(30)), new NumberedEvent(40, event(40)));
      assertThat(log.after(19, 1)).containsExactly(new NumberedEvent(20, event(20)));
      assertThat(log.after(0, 9)).hasSize(4);
      assertThat(log.after(40, 9)).isEmpty();
      assertThatThrownBy(() -> log.publish(event(1), 40))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** It was there, at another appliance, a moment ago. */
  @Test
  void whatOthersKnowAlreadyIsWaitedFor() {
    try (Store bank = TestBanks.open()) {
      EventLog log = EventLog.of(bank.shared().orElseThrow());
      log.publish(event(1), 5);
      assertThat(log.reaches(7)).isTrue();
      assertThat(log.after(7, 1)).isEmpty();
      log.publish(event(2), 7);
      log.publish(event(3), 8);
      assertThat(log.after(7, 9)).containsExactly(new NumberedEvent(8, event(3)));
      assertThat(log.reaches(1_000_000)).isFalse();
    }
  }

  @Test
  void gapsMakeNoDifferenceToHowManyAreKept() {
    try (Store bank = TestBanks.open()) {
      EventLog log = EventLog.of(bank.shared().orElseThrow());
      for (long i = 1; i <= EventLog.KEPT + 5; i++) {
        log.publish(event(1), 3 * i);
      }
      assertThat(log.reaches(15)).isTrue();
      assertThat(log.reaches(14)).isFalse();
      for (long number = 15; number < 3 * (EventLog.KEPT + 5); number += 1_001) {
        assertThat(log.after(number, 1).get(0).number()).isEqualTo(3 * (number / 3 + 1));
      }
    }
  }

  @Test
  void anotherRunReachesNothingOfTheOneBefore() {
    publish(5);
    long before = events.last();
    events = new EventLog(new EventNumbers(store));

    assertThat(events.last()).isGreaterThan(before);
    assertThat(List.of(before - 5, before)).noneMatch(events::reaches);
  }
}
