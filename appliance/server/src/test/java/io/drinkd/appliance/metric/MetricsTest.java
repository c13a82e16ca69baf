package io.drinkd.appliance.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.metric.Metrics.Measured;
import io.drinkd.appliance.metric.Metrics.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counting, and how many series there can be. */
class MetricsTest {

  private static final Family COMMANDS =
      Family.counter("drink_commands_total", "Commands", "command").atMost(3);

  private final Metrics metrics = new Metrics();

  private Measured measured(String name) {
    return metrics.measured().stream()
        .filter(one -> one.family().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsByLabels() {
    metrics.counter(COMMANDS, "STAT").increment();
    metrics.counter(COMMANDS, "STAT").increment();
    metrics.counter(COMMANDS, "DROP").increment();

    assertThat(measured("drink_commands_total").samples())
        .containsExactlyInAnyOrder(Sample.of(2, "STAT"), Sample.of(1, "DROP"));
  }

  @Test
  void whatIsMoreThanTheBoundIsOther() {
    IntStream.range(0, 1_000)
        .forEach(number -> metrics.counter(COMMANDS, "GUESS" + number).increment());

    assertThat(measured("drink_commands_total").samples())
        .containsExactlyInAnyOrder(
            Sample.of(1, "GUESS0"), Sample.of(1, "GUESS1"), Sample.of(998, Metrics.OTHER));
  }

  @Test
  void recordsDurationsByClass() {
    Histogram histogram =
        metrics.histogram(
            Family.histogram("drink_drop_duration_seconds", "Drops"),
            List.of(Duration.ofMillis(500), Duration.ofSeconds(2)));

    histogram.record(Duration.ofMillis(500).toNanos());
    histogram.record(Duration.ofMillis(501).toNanos());
    histogram.record(Duration.ofMinutes(1).toNanos());

    assertThat(measured("drink_drop_duration_seconds").histograms())
        .containsExactly(new Histogram.State(List.of(0.5, 2.0), List.of(1L, 1L, 1L), 61.001));
  }

  @Test
  void figuresAreReadWhenTheyAreWanted() {
    double[] now = {1};
    metrics.read(Family.gauge("drink_drops_in_doubt", "Drops"), () -> List.of(Sample.of(now[0])));
    now[0] = 5;

    assertThat(measured("drink_drops_in_doubt").samples()).containsExactly(Sample.of(5));
  }
}
