package io.drinkd.appliance.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventOutboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ManualTimers time = new ManualTimers();
  private final List<Event> written = new CopyOnWriteArrayList<>();
  private BankProxy bank;
  private Store store;
  private EventOutbox outbox;

  @BeforeEach
  void open() throws IOException {
    bank = new BankProxy(TestBanks.createPatient());
    store = PostgresStore.open(bank.address(), "test", nanos -> {});
    EventRows rows = new EventRows();
    rows.listen(
        new EventSink() {
          @Override
          public void happened(Event event) {
            throw new AssertionError(event);
          }

          @Override
          public void written(Event event, long number) {
            written.add(event);
          }
        });
    outbox = new EventOutbox(store, rows, time);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    bank.close();
  }

  private static Event warm(String machine, double celsius) {
    return new Event.TemperatureMeasured(machine, "", celsius);
  }

  /** Whatever was to be written before is on disk, and its pause has begun. */
  private void settle() {
    store.writeNow(tx -> null);
  }

  private void secondLater() {
    settle();
    time.advance(EventOutbox.PAUSE);
    settle();
  }

  @Test
  void theFirstIsWrittenAtOnceAndOfThoseThatFollowTheNewestOnceASecond() {
    outbox.add(warm("d", 1));
    settle();
    assertThat(written).containsExactly(warm("d", 1));
    outbox.add(warm("d", 2));
    outbox.add(new Event.MachineChanged("d", "down"));
    outbox.add(warm("d", 3));
    outbox.add(warm("e", 9));
    settle();
    assertThat(written).containsExactly(warm("d", 1), warm("e", 9));
    secondLater();
    assertThat(written.subList(2, written.size()))
        .containsExactly(new Event.MachineChanged("d", "down"), warm("d", 3));
    secondLater();
    assertThat(written).hasSize(4);
    outbox.add(warm("d", 4));
    settle();
    assertThat(written).hasSize(5);
  }

  @Test
  void whatCannotBeWrittenIsWrittenLaterUnlessSomethingNewerIs() {
    bank.cut();
    Awaitility.await().atMost(PATIENCE).until(() -> store.away().isPresent());
    outbox.add(warm("d", 1));
    outbox.add(new Event.StockChanged("d", 1));
    outbox.add(warm("d", 2));
    time.advance(EventOutbox.PAUSE);
    bank.mend();
    Awaitility.await().atMost(PATIENCE).until(() -> store.away().isEmpty());
    secondLater();
    assertThat(written).containsExactly(new Event.StockChanged("d", 1), warm("d", 2));
  }
}
