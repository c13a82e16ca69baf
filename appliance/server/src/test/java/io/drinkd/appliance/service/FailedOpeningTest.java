package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.DirectorySettings;
import io.drinkd.appliance.config.DirectorySettings.Entries;
import io.drinkd.appliance.config.DirectorySettings.Server;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books whose opening fails when members and directory are open already. */
class FailedOpeningTest {

  @TempDir Path data;

  @Test
  void closesWhatWasOpenedBefore() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    assertThatThrownBy(() -> TestHouses.open(data, withUnsellableSlot(), new ManualTimers()))
        .isInstanceOf(StoreException.class);

    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(since(before)).isEmpty());
  }

  private static Set<Thread> since(Set<Thread> before) {
    Set<Thread> since = new HashSet<>(Thread.getAllStackTraces().keySet());
    since.removeAll(before);
    since.removeIf(thread -> !thread.getName().matches("store.*|directory|Health Check.*"));
    return since;
  }

  /** The books take no slot at a price below 0. */
  private static ApplianceSettings withUnsellableSlot() {
    MachineSettings machine =
        new MachineSettings(
            "d",
            "Big Drink",
            List.of(),
            "North stairwell",
            Optional.empty(),
            new BoardAccess(
                "tini390",
                new HostAndPort("127.0.0.1", 9),
                new SecretText("none"),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30)),
            List.of(new SlotSettings(1, "Coke", -1, 5)));
    DirectorySettings directory =
        new DirectorySettings(
            new Server("127.0.0.1", 9, true, Optional.empty()),
            Optional.empty(),
            new Entries("dc=example,dc=net", "uid", Optional.empty(), Optional.empty()),
            Duration.ofSeconds(20),
            1);
    MemberSettings members =
        new MemberSettings(
            0,
            TestSettings.UNDO,
            TestSettings.MEMBERS.logins(),
            TestSettings.PASSWORD_COST,
            true,
            true,
            Optional.of(directory));
    return TestSettings.with(List.of(machine), TestSettings.LIMITS, members, false);
  }
}
