package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.sunday.CapturedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is changed in the files while the bank is away. */
class ConfigurationWithoutBankTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NORTH = "north";

  @TempDir Path folder;

  @Test
  void isAppliedByItselfWhenTheBankIsBack() throws Exception {
    try (BankProxy proxy = new BankProxy(TestBanks.create());
        AppliancesInBank appliances = new AppliancesInBank(folder, QuietDriver.class);
        CapturedLog log = CapturedLog.of(ConfigurationWatch.class.getName(), Level.INFO)) {
      ConfigurationFolder files = appliances.add(NORTH, proxy.address());
      Appliance north = appliances.start(NORTH);
      Path own = appliances.folder(NORTH);
      try (ConfigurationWatch watch =
          new ConfigurationWatch(
              own,
              List.of(own.resolve("data"), own.resolve("drivers")),
              () -> files.read(AppliancesInBank.BOARD_PASSWORD),
              Supervisor.of(Map.of()))) {
        watch.listenToBooks(() -> north.services().foundation().store().away().isPresent());
        watch.start(north::change);
        proxy.cut();
        await()
            .atMost(PATIENCE)
            .until(() -> north.services().foundation().store().away().isPresent());

        files.machine("d", "quiet", 9, 5);
        await().atMost(PATIENCE).until(() -> watch.finding().state() == State.WRONG);
        assertThat(watch.finding().why())
            .isEqualTo(
                "is not applied yet, because the books cannot be written; it is as soon as they"
                    + " can");

        proxy.mend();
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    log.lines().stream().anyMatch(line -> line.endsWith("configuration reloaded")));
        assertThat(watch.finding().state()).isEqualTo(State.WELL);
        assertThat(appliances.machine(NORTH, "d").id()).isEqualTo("d");
        assertThat(log.warnings())
            .singleElement()
            .asString()
            .contains("configuration not applied yet, it will be as soon as the books can be")
            .contains(proxy.address().toString());
        assertThat(log.stacks()).isEmpty();
      }
    }
  }
}
