package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.InDoubtSettings;
import io.drinkd.appliance.config.InDoubtSettings.Policy;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the house waits for is time that passes, whatever somebody sets the clock to. */
class ClockTest {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final InDoubtSettings AFTER_A_DAY =
      new InDoubtSettings(Policy.REFUND, Duration.ofHours(24));

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();

  private ScriptedHouse house() throws IOException {
    return new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5)));
  }

  private void pass(ScriptedHouse house, Duration duration) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(duration) < 0;
        passed = passed.plusMinutes(1)) {
      time.advance(Duration.ofMinutes(1));
      house.settle();
    }
  }

  private static void assertHeld(ScriptedHouse house, long held) {
    MemberRecord bob = house.members.find("bob").orElseThrow();
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(200, held, 0));
  }

  @Tag(TestBooks.SLOW_IN_A_BANK)
  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void aPolicyCountsTheTimeThatTheApplianceRuns(int years) throws IOException {
    try (ScriptedHouse house = house();
        InDoubtPolicy policy = new InDoubtPolicy(house.inDoubtDrops, AFTER_A_DAY, time)) {
      assertThat(policy).isNotNull();
      house.dispatcher.drop(house.request(house.member("bob", 200), "d", 1));
      house.settle();
      house.board("d").answer(new DropOutcome.Unknown("silence"));
      house.settle();

      time.setClock(YEAR.multipliedBy(years));
      pass(house, Duration.ofHours(12));
      assertHeld(house, 50);
    }
    time.setClock(YEAR.multipliedBy(years));
    try (ScriptedHouse house = house();
        InDoubtPolicy policy = new InDoubtPolicy(house.inDoubtDrops, AFTER_A_DAY, time)) {
      assertThat(policy).isNotNull();
      pass(house, Duration.ofHours(11));
      assertHeld(house, 50);
      pass(house, Duration.ofHours(2));
      assertHeld(house, 0);
    }
  }

  @Test
  void aDelayNeverBecomesLongerOverARestart() throws IOException {
    Duration delay = Duration.ofMinutes(10);
    try (ScriptedHouse house = house()) {
      DropRequest now = house.request(house.member("bob", 200), "d", 1);
      house.dispatcher.drop(
          new DropRequest(now.member(), now.machine(), 1, delay, Optional.empty(), "test"));
      house.settle();
      assertHeld(house, 50);
      pass(house, Duration.ofMinutes(2));
    }
    time.setClock(YEAR.negated());
    try (ScriptedHouse house = house()) {
      pass(house, Duration.ofMinutes(9));
      assertThat(house.board("d").order()).isEmpty();
      pass(house, Duration.ofMinutes(1));
      await().until(() -> house.board("d").order().isPresent());
    }
  }

  @Test
  void aDelayThatIsOverByTheClockOfTheRestartEndsThen() throws IOException {
    try (ScriptedHouse house = house()) {
      DropRequest now = house.request(house.member("bob", 200), "d", 1);
      house.dispatcher.drop(
          new DropRequest(
              now.member(), now.machine(), 1, Duration.ofMinutes(10), Optional.empty(), "test"));
      house.settle();
    }
    time.setClock(YEAR);
    try (ScriptedHouse house = house()) {
      pass(house, Duration.ofMinutes(1));
      await().until(() -> house.board("d").order().isPresent());
    }
  }
}
