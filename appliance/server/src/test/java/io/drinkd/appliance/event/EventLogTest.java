package io.drinkd.appliance.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
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
  void anotherRunReachesNothingOfTheOneBefore() {
    publish(5);
    long before = events.last();
    events = new EventLog(new EventNumbers(store));

    assertThat(events.last()).isGreaterThan(before);
    assertThat(List.of(before - 5, before)).noneMatch(events::reaches);
  }
}
