package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.reading.Reading;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Temperatures;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a board's thermometer to what is known of a machine later. */
class TemperatureHistoryTest {

  @TempDir Path data;

  private final ManualTimers timers = new ManualTimers();
  private final Instant begin = timers.clock().instant();

  private List<Reading> ofTheFirstHour(Temperatures temperatures, String machine) {
    return temperatures.between(machine, begin, begin.plus(Duration.ofHours(1))).join();
  }

  @Test
  void keepsWhatABoardReports() throws Exception {
    House.Options options = new House.Options();
    options.timers = Optional.of(timers);
    List<Reading> measured;
    try (House house = new House(data, options).linkBoards()) {
      Temperatures temperatures = house.services().temperatures();
      double celsius = house.services().catalog().machine("d").temperatureCelsius().orElseThrow();
      timers.advance(Duration.ofMinutes(1));

      await()
          .atMost(House.PATIENCE)
          .until(() -> !ofTheFirstHour(temperatures, "bigdrink").isEmpty());
      measured = ofTheFirstHour(temperatures, "bigdrink");
      assertThat(measured).containsExactly(new Reading(begin, celsius, celsius, celsius));
      assertThat(ofTheFirstHour(temperatures, "ld")).isEmpty();
      assertThatThrownBy(() -> temperatures.between("none", begin, begin.plusSeconds(1)))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NO_SUCH_MACHINE));
    }
    try (Services books = Services.openBooks(data, TestSettings.MEMBERS, timers)) {
      assertThat(ofTheFirstHour(books.temperatures(), "d")).isEqualTo(measured);
    }
  }
}
