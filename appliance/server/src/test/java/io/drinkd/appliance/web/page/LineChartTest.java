package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the table under a curve says what the curve shows. */
class LineChartTest {

  private static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(24));

  private static LineChart chart(List<Reading> readings, Double limit) {
    LineChart.Span span = new LineChart.Span(FROM, TO, 24, Instant::toString);
    return new LineChart("day", "A day", span, readings, limit, TestTexts.of("en"));
  }

  private static Reading at(int minutes, double least, double mean, double most) {
    return new Reading(FROM.plus(Duration.ofMinutes(minutes)), least, mean, most);
  }

  @Test
  void rowsHaveTheLeastTheMeanAndTheMostOfAllThatTheyStandFor() {
    LineChart chart = chart(List.of(at(0, 5, 6, 7), at(20, 3.2, 4, 5), at(59, 7, 8, 14.6)), null);

    assertThat(chart.rows()).hasSize(1);
    assertThat(chart.rows().get(0).subList(1, 4))
        .containsExactly("3.2\u00a0°C", "6.0\u00a0°C", "14.6\u00a0°C");
  }

  @Test
  void rowsBeginAtPartsOfTheTimeAndAreLeftOutWhereNothingWasMeasured() {
    List<Reading> readings = List.of(at(-1, 4, 4, 4), at(61, 5, 5, 5), at(24 * 60 - 1, 6, 6, 6));

    assertThat(chart(readings, null).rows()).extracting(row -> row.get(1)).hasSize(3);
    assertThat(chart(readings, null).rows())
        .extracting(row -> row.get(0).replace('\u00a0', ' '))
        .containsExactly(
            "Nov 20, 2026, 12:00 AM", "Nov 20, 2026, 1:00 AM", "Nov 20, 2026, 11:00 PM");
  }

  @Test
  void theExtremesOfTheTableAreThoseOfTheWords() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      readings.add(at(i * 24 * 60 / 500, 5 - i % 7, 6, 7 + i % 11));
    }

    assertThat(chart(readings, null).description())
        .startsWith("Between −1.0\u00a0°C and 17.0\u00a0°C");
    assertThat(chart(readings, null).rows())
        .hasSize(24)
        .anySatisfy(row -> assertThat(row.get(1)).isEqualTo("−1.0\u00a0°C"))
        .anySatisfy(row -> assertThat(row.get(3)).isEqualTo("17.0\u00a0°C"));
  }

  @Test
  void theLineAcrossIsExplained() {
    assertThat(chart(List.of(at(0, 5, 6, 7)), 8.0).limitWords())
        .isEqualTo("cold below 8.0\u00a0°C");
    assertThat(chart(List.of(at(0, 5, 6, 7)), null).limitWords()).isNull();
  }
}
