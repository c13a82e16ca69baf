package io.drinkd.driver.tini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.KeepAlive;
import io.drinkd.driver.link.BoardMessage.Login;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import io.drinkd.driver.link.BoardRequest.AcceptLogin;
import io.drinkd.driver.link.BoardRequest.AskSlots;
import io.drinkd.driver.link.BoardRequest.Drop;
import io.drinkd.driver.link.BoardRequest.RefuseLogin;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiniGrammarTest {

  private static BoardMessage read(String line) {
    return TiniGrammar.read(line).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0pass", "0 pass"})
  void loginInBothSpellings(String line) {
    assertThat(read(line)).isEqualTo(new Login("pass"));
  }

  @Test
  void aPasswordKeepsItsOwnBlanksAndMayBeEmpty() {
    assertThat(read("0 a b ")).isEqualTo(new Login("a b "));
    assertThat(read("0")).isEqualTo(new Login(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"71 1`2 0", "7 1 1 ` 2 0", "7 1 1`2 0", "7 1 1 ` 2 0 "})
  void slotsInBothSpellings(String line) {
    assertThat(read(line)).isEqualTo(SlotStates.loaded(Map.of(1, true, 2, false)));
  }

  @Test
  void slotsBeginWithOne() {
    TiniGrammar.requireSlots(new TreeSet<>(List.of(1, 12)));

    assertThatThrownBy(() -> TiniGrammar.requireSlots(new TreeSet<>(List.of(0, 1))))
        .hasMessage("slots: found number 0; those of a TINI board begin with 1");
  }

  @Test
  void oneSlotAlone() {
    assertThat(read("712 0")).isEqualTo(SlotStates.loaded(Map.of(12, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"872.5", "8 72.5"})
  void temperatureInBothSpellings(String line) {
    assertThat(((Temperature) read(line)).celsius().orElseThrow()).isCloseTo(22.5, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8140.0", "8-40.0", "872"})
  void whatAMachineCanHaveIsATemperature(String line) {
    assertThat(((Temperature) read(line)).celsius()).isPresent();
  }

  /** Two lines that ran into each other, or a thermometer that is broken. */
  @ParameterizedTest
  @ValueSource(
      strings = {"84", "8 4", "85", "80", "8738.75", "8 738.75", "8140.1", "8-40.1", "81000"})
  void implausibleTemperatureIsGarbage(String line) {
    assertThat(TiniGrammar.read(line)).isEmpty();
  }

  @Test
  void coldIsBelowZero() {
    assertThat(((Temperature) read("8-40.0")).celsius().orElseThrow()).isEqualTo(-40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"80.0", "8 0.0", "8-0.0"})
  void zeroDegreesIsAFailedReading(String line) {
    assertThat(read(line)).isEqualTo(new Temperature(OptionalDouble.empty()));
  }

  @Test
  void answersAndKeepAlive() {
    assertThat(read("4")).isEqualTo(new DropMade());
    assertThat(read("4 ")).isEqualTo(new DropMade());
    assertThat(read("5")).isEqualTo(new DropNotMade(Refusal.UNSTATED));
    assertThat(read("9")).isEqualTo(new KeepAlive());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "1",
        "2",
        "31",
        "6",
        " 4",
        "4x",
        "44",
        "471 1",
        "5 5",
        "9 9",
        "7",
        "7 ",
        "71",
        "71 2",
        "70 1",
        "71 1`",
        "71 1``2 0",
        "71 1`2",
        "71 1`1 0",
        "71 1 2 0",
        "7 1 1 ` 872.5",
        "7-1 1",
        "712345 1",
        "7١ 1",
        "8",
        "8x",
        "872,5",
        "872.",
        "81e3",
        "8NaN",
        "872.5.1",
        "8  72.5"
      })
  void anythingElseIsNoLineOfTheGrammar(String line) {
    assertThat(TiniGrammar.read(line)).isEmpty();
  }

  @Test
  void nothingButFourLinesIsEverWritten() {
    assertThat(TiniGrammar.write(new AcceptLogin())).isEqualTo("1");
    assertThat(TiniGrammar.write(new RefuseLogin())).isEqualTo("2");
    assertThat(TiniGrammar.write(new Drop(12, 1))).isEqualTo("312");
    assertThat(TiniGrammar.write(new AskSlots())).isEqualTo("6");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aSlotThatNoBoardHasIsNotWritten(int slot) {
    assertThatThrownBy(() -> TiniGrammar.write(new Drop(slot, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
