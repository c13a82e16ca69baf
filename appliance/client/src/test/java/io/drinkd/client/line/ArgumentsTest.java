package io.drinkd.client.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options may stand anywhere; what is wrong is named. */
class ArgumentsTest {

  private static final List<Option> KNOWN =
      List.of(new Option("delay", "SECONDS", "wait"), Option.flag("json", "as JSON"));

  @Test
  void takesALineApart() {
    Arguments line =
        Arguments.parse(List.of("drop", "--delay=5", "d", "--json", "--", "--1"), KNOWN);

    assertThat(line.words()).containsExactly("drop", "d", "--1");
    assertThat(line.number("delay", 0, 10, 0)).isEqualTo(5);
    assertThat(line.has("json")).isTrue();
    assertThat(Arguments.parse(List.of("--delay", "7"), KNOWN).option("delay")).contains("7");
  }

  @ParameterizedTest
  @CsvSource({
    "--dealy, there is no option --dealy",
    "--json=1, --json takes no value",
    "--delay, a value is missing: --delay SECONDS"
  })
  void mistakesAreNamed(String word, String expected) {
    assertThatThrownBy(() -> Arguments.parse(List.of(word), KNOWN)).hasMessage(expected);
  }

  @Test
  void numbersHaveARange() {
    Arguments line = Arguments.parse(List.of("--delay", "11"), KNOWN);

    assertThatThrownBy(() -> line.number("delay", 0, 10, 0))
        .hasMessage("--delay: found \"11\", expected a number from 0 to 10");
  }
}
