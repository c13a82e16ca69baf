package io.drinkd.appliance.finger;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.House;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph of what was measured, from the file in which it is kept. */
class FingerTemperaturesTest {

  @TempDir Path data;

  @Test
  void whatWasMeasuredIsDrawnForADay() throws Exception {
    Instant measured;
    try (House house = new House(data).linkBoards()) {
      // It is written when the house is closed.
      measured = house.services().about().start();
    }
    House.Options again = new House.Options();
    again.again = true;
    try (House house = new House(data, again)) {
      assertThat(graph(house, measured.plus(Duration.ofHours(6))))
          .hasSize(12)
          .anyMatch(line -> line.matches(" +22\\.5 C \\| {35}\\*"));
      assertThat(graph(house, measured.plus(Duration.ofHours(30))))
          .endsWith("  nothing was measured within a day");
    }
  }

  private static List<String> graph(House house, Instant now) {
    return new FingerAnswers(house.services(), Clock.fixed(now, ZoneOffset.UTC))
        .answer(FingerQuery.of("temp@d"))
        .join();
  }
}
