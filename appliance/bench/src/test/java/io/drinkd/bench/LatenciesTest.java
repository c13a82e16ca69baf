package io.drinkd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void tellsSharesWithinOnePercent() {
    Latencies latencies = new Latencies();
    for (long micros = 1; micros <= 1_000; micros++) {
      latencies.record(micros * 1_000);
    }
    assertThat(latencies.count()).isEqualTo(1_000);
    assertThat(latencies.millis(0.5)).isCloseTo(0.5, within(0.005));
    assertThat(latencies.millis(0.99)).isCloseTo(0.99, within(0.01));
    assertThat(latencies.millis(1)).isCloseTo(1, within(0.01));
  }

  @Test
  void tellsNothingOfNothing() {
    assertThat(new Latencies().millis(0.99)).isZero();
  }
}
