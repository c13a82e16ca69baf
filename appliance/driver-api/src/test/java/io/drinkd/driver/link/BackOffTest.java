package io.drinkd.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

  @Test
  void doublesFromOneSecondToThirtyEachStepBetweenItsHalfAndItsWhole() {
    for (int seed = 0; seed < 200; seed++) {
      var backOff = new BackOff(new SplittableRandom(seed));
      for (int step : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
        assertThat(backOff.next())
            .isBetween(Duration.ofMillis(step * 500L), Duration.ofSeconds(step));
      }
    }
  }

  @Test
  void startsOverAfterReset() {
    var backOff = new BackOff(new SplittableRandom(1));
    Stream.generate(backOff::next).limit(5).forEach(wait -> {});
    backOff.reset();

    assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }
}
