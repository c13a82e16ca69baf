package io.drinkd.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.config.PasswordCost;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.reading.Readings;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month that was made up is one that the appliance itself could have written. */
class MadeUpMonthTest {

  private static final Instant NOW = Instant.parse("2026-11-20T18:25:17Z");
  private static final String MACHINE =
      """
      name: Big Drink
      slots:
        - { slot: 1, item: Coke, price: 50, count: 24 }
        - { slot: 2, item: Water, price: 40, count: 24 }
      """;

  @TempDir private Path folder;

  @Test
  void isSoundAndHasReadings() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    SqliteStore.open(data).close();
    Files.createDirectory(folder.resolve("machines"));
    Files.writeString(folder.resolve("machines/d.yaml"), MACHINE);

    MadeUpMonthMain.write(folder, data, "member", 500, NOW);

    Path books = data.resolve(SqliteStore.FILE_NAME);
    assertThat(BooksVerifier.verify(SqliteStore.view(books)).join().disagreements()).isEmpty();
    LoginLimits logins = new LoginLimits(5, Duration.ofSeconds(1), Duration.ofSeconds(30));
    MemberSettings settings =
        new MemberSettings(
            0, Duration.ZERO, logins, PasswordCost.STANDARD, false, false, Optional.empty());
    try (SystemTimers timers = Timers.system("timers");
        Services services = Services.openBooks(data, settings, timers);
        Readings readings = new Readings(data, timers)) {
      MemberRecord member = services.foundation().members().find("member").orElseThrow();
      assertThat(services.foundation().ledger().balance(member.account()).available())
          .isEqualTo(500);
      assertThat(readings.between("d", NOW.minus(Duration.ofDays(1)), NOW, 500).join())
          .hasSizeGreaterThan(20);
      assertThat(readings.between("d", NOW.minus(Duration.ofDays(30)), NOW, 500).join())
          .hasSizeGreaterThan(300);
    }
  }
}
