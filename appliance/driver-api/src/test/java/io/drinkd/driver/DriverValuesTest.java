package io.drinkd.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drinkd.driver.DriverValues.Mistake;
import io.drinkd.driver.DriverValues.MistakesException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a driver declares, and what a machine's file says of it. */
class DriverValuesTest {

  private static final List<DriverSetting> DECLARED =
      List.of(
          DriverSetting.number("unit", 0, 255, "the unit").orElse(1),
          DriverSetting.text("topic", "where orders go"),
          DriverSetting.duration("wait", "1ms", "5s", "a wait").orElse("20ms"),
          DriverSetting.flag("loaded", "what loaded is").orElse(true),
          DriverSetting.choice("by", List.of("bit", "register"), "what is written").orElse("bit"));

  @Test
  void defaultsHoldWhereAFileSaysNothing() throws Exception {
    DriverValues values =
        DriverValues.of(DECLARED, Map.of("topic", "{machine}/drop", "unit", "9"), "d");

    assertThat(values.number("unit")).isEqualTo(9);
    assertThat(values.text("topic")).isEqualTo("d/drop");
    assertThat(values.duration("wait")).isEqualTo(Duration.ofMillis(20));
    assertThat(values.flag("loaded")).isTrue();
    assertThat(values.text("by")).isEqualTo("bit");
    assertThatThrownBy(() -> values.number("topic")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> values.text("none")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allMistakesAreFoundAtOnce() {
    var mistakes =
        catchThrowableOfType(
            MistakesException.class,
            () ->
                DriverValues.of(
                    DECLARED,
                    Map.of("unit", "256", "wait", "6s", "loaded", "yes", "by", "x", "unti", "1"),
                    "d"));

    assertThat(mistakes.mistakes())
        .containsExactly(
            new Mistake("unit", "256", "a whole number from 0 to 255"),
            new Mistake("topic", "nothing", "one line of at most 200 characters: where orders go"),
            new Mistake("wait", "6s", "a duration such as 500ms, 5s or 1m, from 1 ms to 5000 ms"),
            new Mistake("loaded", "yes", "true or false"),
            new Mistake("by", "x", "one of bit, register"),
            new Mistake(
                "unti", "a setting that the driver lacks", "one of unit, topic, wait, loaded, by"));
  }

  @Test
  void aDefaultThatIsNoneIsAFaultOfTheDriver() {
    assertThatThrownBy(() -> DriverSetting.number("unit", 0, 255, "the unit").orElse(256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256");
    assertThatThrownBy(() -> DriverSetting.flag("Not A Key", "a flag"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void traitsThatContradictEachOtherAreAFaultOfTheDriver() {
    assertThatThrownBy(BoardTraits.visited(Duration.ofSeconds(30))::mayDialIn)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is dialled, and polled at an interval");
  }
}
