package io.drinkd.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.config.PasswordCost;
import io.drinkd.appliance.drop.AccountHistory;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books written in bulk are books that the appliance itself could have written. */
class GrownBooksTest {

  @TempDir private Path folder;

  @Test
  void areSoundAndTakeMoreEntries() throws IOException {
    Path file = books(7, 1_000);
    assertThat(BooksVerifier.verify(SqliteStore.view(file)).join().sound()).isTrue();
    assertThat(BooksVerifier.verify(SqliteStore.view(file)).join().transfers()).isEqualTo(1_000);
    LoginLimits logins = new LoginLimits(5, Duration.ofSeconds(1), Duration.ofSeconds(30));
    MemberSettings settings =
        new MemberSettings(
            0, Duration.ZERO, logins, PasswordCost.STANDARD, false, false, Optional.empty());
    try (SystemTimers timers = Timers.system("timers");
        Services services = Services.openBooks(folder, settings, timers)) {
      Ledger ledger = services.foundation().ledger();
      MemberRecord member = services.foundation().members().find("member0").orElseThrow();
      long before = ledger.balance(member.account()).balance();
      List<Entry> history =
          services
              .foundation()
              .store()
              .read(tx -> AccountHistory.part(tx, member.account(), Optional.empty(), 10))
              .join()
              .entries();
      assertThat(history).hasSize(10);
      assertThat(history.get(0).balance()).isEqualTo(before);
      assertThat(history.get(1).balance()).isEqualTo(before + 1);
    }
  }

  @Test
  void haveDropsOfEachMemberHoweverFewTheyAre() throws IOException {
    int fewest = GrownBooks.fewest(20);
    BooksVerifier.Findings found = BooksVerifier.verify(SqliteStore.view(books(20, fewest))).join();

    assertThat(found.sound()).isTrue();
    assertThat(found.transfers()).isEqualTo(fewest);
    assertThat(found.drops()).isEqualTo(fewest - 20);
  }

  @Test
  void leaveTheTablesAsTheyWere() throws IOException {
    SqliteStore.open(folder).close();
    Path file = folder.resolve(SqliteStore.FILE_NAME);
    Set<String> before = GrownBooks.tables(file);

    GrownBooks.write(file, 1, GrownBooks.fewest(1));

    assertThat(before).isNotEmpty();
    assertThat(GrownBooks.tables(file)).isEqualTo(before);
  }

  private Path books(int members, int entries) throws IOException {
    SqliteStore.open(folder).close();
    Path file = folder.resolve(SqliteStore.FILE_NAME);
    GrownBooks.write(file, members, entries);
    return file;
  }
}
