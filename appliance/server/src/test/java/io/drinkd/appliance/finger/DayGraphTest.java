package io.drinkd.appliance.finger;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The drawing of a day's temperatures. */
class DayGraphTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private static Reading reading(Duration ago, double celsius) {
    return new Reading(NOW.minus(ago), celsius, celsius, celsius);
  }

  @Test
  void aDayThatBecomesWarmer() {
    List<Reading> readings =
        IntStream.range(0, 24)
            .mapToObj(hour -> reading(Duration.ofHours(24 - hour).minusMinutes(20), 3 + hour / 4.0))
            .toList();
    assertThat(String.join("\n", DayGraph.of(readings, NOW)))
        .isEqualTo(
            """
               8.8 C |                                            * *
               8.0 C |                                      * * *
               7.3 C |                                * * *
               6.6 C |                          * * *
               5.9 C |                      * *
               5.2 C |                * * *
               4.4 C |          * * *
               3.7 C |    * * *
               3.0 C |* *
                     +------------------------------------------------
                     24 hours ago       12 hours ago               now\
            """);
  }

  @Test
  void whatBarelyChangesIsFlat() {
    List<Reading> readings =
        List.of(reading(Duration.ofHours(3), 4.1), reading(Duration.ZERO, 4.2));
    assertThat(DayGraph.of(readings, NOW).stream().filter(line -> line.contains("*"))).hasSize(1);
  }

  @Test
  void nothingMeasured() {
    assertThat(DayGraph.of(List.of(), NOW)).containsExactly("  nothing was measured within a day");
    assertThat(DayGraph.of(List.of(reading(Duration.ofHours(25), 4)), NOW)).hasSize(1);
  }
}
