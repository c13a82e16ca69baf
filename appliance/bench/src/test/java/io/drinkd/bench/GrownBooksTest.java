package io.drinkd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books written in bulk are books that the appliance itself could have written. */
class GrownBooksTest {

  @TempDir private Path folder;

  @Test
  void areSoundAndTakeMoreEntries() throws IOException {
    Path books = GrownBooks.of(folder, 7, 1_000);
    assertThat(BooksVerifier.verify(books).join().transfers()).isEqualTo(1_000);
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.copy(books, data.resolve(Store.FILE_NAME));
    try (Store store = Store.open(data)) {
      Ledger ledger = new Ledger(store, Clock.systemUTC());
      try (Members members = new Members(store, ledger, Clock.systemUTC(), 0)) {
        Member member = members.find("member0").orElseThrow();
        long before = ledger.balance(member.account()).balance();
        List<Entry> history = ledger.history(member.account(), 10).join();
        assertThat(history).hasSize(10);
        assertThat(history.get(0).balance()).isEqualTo(before);
        assertThat(history.get(1).balance()).isEqualTo(before + 1);
      }
    }
  }

  @Test
  void haveOneEntryForEachMemberAtLeast() throws IOException {
    Path books = GrownBooks.of(folder, 20, 10);
    assertThat(BooksVerifier.verify(books).join().transfers()).isEqualTo(20);
    assertThat(GrownBooks.of(folder, 20, 10)).isEqualTo(books);
  }
}
