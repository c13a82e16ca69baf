package io.drinkd.appliance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.audit.AuditLog.Entry;
import io.drinkd.appliance.audit.AuditLog.Filter;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log on a real store. */
class AuditLogTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:25:17Z");

  @TempDir Path data;

  @Test
  void showsTheNewestFirst() {
    try (Store store = TestBooks.open(data)) {
      AuditLog log = log(store);
      log.write("admin:alice", "one").join();
      log.write("operator", "two").join();

      assertThat(log.last(5).join())
          .containsExactly(
              new Entry(NOW, "operator", said("two")), new Entry(NOW, "admin:alice", said("one")));
      assertThat(log.last(1).join()).hasSize(1);
    }
  }

  @Test
  void showsTheNewestThatAFilterLetsThrough() {
    try (Store store = TestBooks.open(data)) {
      AuditLog log = log(store);
      log.write("admin:alice", "one").join();
      log.write("operator", "two").join();
      log.write("admin:Alice", "three").join();

      Filter filter = new Filter(NOW, NOW.plusMillis(1), "ALICE", "");

      assertThat(log.last(filter, 5).join())
          .extracting(Entry::after)
          .containsExactly("three", "one");
      assertThat(log.last(filter, 1).join()).extracting(Entry::after).containsExactly("three");
      assertThat(log.last(new Filter(NOW.plusMillis(1), NOW.plusMillis(2), "", ""), 5).join())
          .isEmpty();
    }
  }

  @Test
  void readsOnFromTheLastOfAPage() {
    try (Store store = TestBooks.open(data)) {
      AuditLog log = log(store);
      log.write("operator", "one").join();
      log.write("operator", "two").join();
      Filter all = new Filter(NOW, NOW.plusMillis(1), "", "");

      AuditLog.Numbered first = log.page(all, Long.MAX_VALUE, 1).join().get(0);

      assertThat(first.entry().after()).isEqualTo("two");
      assertThat(log.page(all, first.id(), 5).join())
          .extracting(numbered -> numbered.entry().after())
          .containsExactly("one");
    }
  }

  @Test
  void hasNoEntryOfWhatWasNotDone() {
    try (Store store = TestBooks.open(data)) {
      AuditLog log = log(store);
      assertThatThrownBy(
              () ->
                  store
                      .write(
                          tx -> {
                            log.record(tx, "admin:alice", Act.BACKUP.of(), List.of(), List.of());
                            throw new IllegalStateException("it is not done after all");
                          })
                      .join())
          .hasMessageContaining("not done");

      assertThat(log.last(5).join()).isEmpty();
    }
  }

  private static Deed said(String message) {
    return new Deed(Act.MESSAGE.of(), List.of(), List.of(Trait.TEXT.of(message)));
  }

  /** Pages word it from its names and values; everybody else reads and searches its English. */
  @Test
  void keepsWhatWasDoneAsNamesAndValues() {
    Deed deed =
        new Deed(
            Act.SLOT.of(1, "d"),
            List.of(
                Trait.ITEM.of("Tab\\t\tand\r\nline, 100%s"),
                Trait.PRICE.of(50),
                Trait.ON_SALE.of()),
            List.of(Trait.ITEM.of(""), Trait.PRICE.of(0), Trait.NOT_ON_SALE.of()));
    try (Store store = TestBooks.open(data)) {
      AuditLog log = log(store);
      store
          .write(
              tx -> {
                log.record(tx, "admin:alice", deed.act(), deed.before(), deed.after());
                return null;
              })
          .join();

      Entry entry =
          log.last(new Filter(NOW, NOW.plusMillis(1), "", "SLOT 1 of d"), 1).join().get(0);
      assertThat(entry.deed()).isEqualTo(deed);
      assertThat(entry.what()).isEqualTo("slot 1 of d");
      assertThat(entry.after()).isEqualTo(", price 0, not on sale");
    }
  }

  @Test
  void onlyGrows() {
    try (Store store = TestBooks.open(data)) {
      AuditLog log = log(store);
      log.write("admin:alice", "one").join();

      assertThatThrownBy(() -> store.write(tx -> tx.update("DELETE FROM audit")).join())
          .hasMessageMatching(".*never .*deleted.*");
      assertThatThrownBy(
              () -> store.write(tx -> tx.update("UPDATE audit SET actor = 'nobody'")).join())
          .hasMessageContaining("never edited");
      assertThat(log.last(5).join()).hasSize(1);
    }
  }

  private static AuditLog log(Store store) {
    return new AuditLog(store, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
