package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimersTest {

  private final ManualTimers timers = new ManualTimers();
  private final List<String> made = new ArrayList<>();

  @Test
  void makesCallsInTheOrderOfTheirTimesEachAtItsTime() {
    timers.after(Duration.ofSeconds(2), () -> made.add("b at " + timers.nanoTime() / 1_000_000));
    timers.after(Duration.ofSeconds(1), () -> made.add("a at " + timers.nanoTime() / 1_000_000));
    timers.after(Duration.ofSeconds(2), () -> made.add("c"));
    timers.after(Duration.ofSeconds(3), () -> made.add("too late"));

    timers.advance(Duration.ofMillis(2999));

    assertThat(made).containsExactly("a at 1000", "b at 2000", "c");
    assertThat(timers.clock().instant()).isEqualTo(Instant.parse("2026-01-01T00:00:02.999Z"));
    assertThat(timers.waiting()).isEqualTo(1);
  }

  @Test
  void aCallMayAskForAnotherOneThatIsDueInTheSameAdvance() {
    timers.after(
        Duration.ofSeconds(1), () -> timers.after(Duration.ofSeconds(1), () -> made.add("second")));

    timers.advance(Duration.ofSeconds(2));

    assertThat(made).containsExactly("second");
  }

  @Test
  void aCancelledCallIsNotMade() {
    timers.after(Duration.ofSeconds(1), () -> made.add("cancelled")).cancel();

    timers.advance(Duration.ofSeconds(5));

    assertThat(made).isEmpty();
    assertThat(timers.waiting()).isZero();
  }
}
