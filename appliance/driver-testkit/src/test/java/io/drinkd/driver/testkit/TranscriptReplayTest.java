package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.testkit.TranscriptReplay.Manner;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptReplayTest {

  private static final String SOUND =
      """
      # A comment, and a blank line.

      < 0secret
      > 1
      = state up
      <~ 71 1
      <. `2 0
      = slots 1 loaded 2 empty
      = drop 1
      >~ 3
      > 1
      < 4\\n9\\x0a838.7
      = drop 1 -> dropped
      = temperature 3.72
      = link lost
      = state down: link lost: closed by the board
      = reconnect
      < 0secret
      > 1
      = state up: logged in
      = close
      = state down
      = link closed
      """;

  private static void play(String text, Manner manner) throws Exception {
    var transcript = Transcript.parse("x.txt", text.lines().toList());
    try (var replay = new TranscriptReplay(new TiniDriver(), transcript, manner)) {
      replay.play();
    }
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void aTranscriptThatIsTrueIsReplayed(Manner manner) {
    assertThatCode(() -> play(SOUND, manner)).doesNotThrowAnyException();
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> play(text, Manner.AS_WRITTEN))
        .isInstanceOf(AssertionError.class)
        .hasMessage(message);
  }

  @Test
  void otherBytesThanExpected() {
    assertWrong(
        "< 0secret\n> 2\n", "x.txt:2 (as written): expected > 2, but the driver sent \"1\\n\"");
  }

  @Test
  void anotherEventThanExpected() {
    assertWrong(
        "< 0secret\n> 1\n= temperature 5\n",
        "x.txt:3 (as written): expected = temperature 5,"
            + " but the driver reported \"state up: logged in\"");
  }

  @Test
  void anotherReasonThanExpected() {
    assertWrong(
        "< 0wrong\n> 2\n= state down: no\n",
        "x.txt:3 (as written): expected = state down: no,"
            + " but the driver reported \"state down: login refused: wrong password\"");
  }

  @Test
  void anEventTooMany() {
    assertWrong(
        "< 0secret\n> 1\n",
        "x.txt:2 (as written): expected > 1,"
            + " but the driver also reported \"state up: logged in\"");
  }

  @Test
  void aTimeThatIsNone() {
    assertWrong(
        "< 0secret\n> 1\n= state up\n= advance 200us\n",
        "x.txt:4 (as written): expected = advance 200us,"
            + " but \"200us\" is no time such as 200ms, 10s, 5m or 1h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"advance 60000ms", "advance 60s", "advance 1m"})
  void timesThatAreTheSame(String text) {
    assertThat(Advance.of(text)).contains(Duration.ofMinutes(1));
  }

  @Test
  void bytesTooMany() {
    assertWrong(
        "< 0secret\n= state up\n",
        "x.txt:2 (as written): expected = state up, but the driver also sent \"1\\n\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"? what", "<4", "< 4\\q", "< 4\\", "< \\x4", "hello"})
  void aLineThatIsNoneIsNamed(String line) {
    assertThatThrownBy(() -> Transcript.parse("x.txt", List.of("# fine", line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x.txt:2: found \"" + line + "\": ");
  }

  @Test
  void aFileWithoutAStepIsNoTranscript() {
    assertThatThrownBy(() -> Transcript.parse("x.txt", List.of("# nothing")))
        .hasMessage("x.txt: has no step");
  }
}
