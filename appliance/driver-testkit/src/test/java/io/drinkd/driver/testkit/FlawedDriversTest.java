package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.ConformanceRun.Result;
import io.drinkd.driver.testkit.sample.AskedDriver;
import io.drinkd.driver.testkit.sample.AskedDriver.Flaw;
import io.drinkd.driver.testkit.sample.AskedDriver.Kind;
import io.drinkd.driver.testkit.sample.BadDriver;
import io.drinkd.driver.testkit.sample.HastyDriver;
import io.drinkd.driver.testkit.sample.NumberedDriver;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks themselves: bad drivers fail those that they should, and no others. */
class FlawedDriversTest {

  /** What each of the bad drivers fails. */
  private static final List<String> BAD =
      List.of(
          "order: none leaves for a slot that the machine does not have",
          "answer: none, the outcome is unknown after the time-out, and no earlier",
          "link: lost with an order in flight, the outcome is unknown",
          "link: lost with an order in flight, the state is reported before the outcome",
          "close: leaves no timer",
          "close: with an order in flight, the outcome is unknown",
          "close: with an order in flight, no timer is left",
          "unload: after the close nothing references the driver's classes");

  /** What a driver fails besides if it does not say what makes the board drop. */
  private static final List<String> NO_COMMIT =
      List.of(
          "answer: none, the outcome is unknown after the time-out, and no earlier",
          "answer: a late refusal is reported as late",
          "link: lost with an order in flight, the outcome is unknown",
          "link: lost with an order in flight, the state is reported before the outcome",
          "close: with an order in flight, the outcome is unknown");

  private static final String NUMBER = "answer: with the number of another question, it is ignored";

  private static final String NEXT = "answer: none, the next order leaves all the same";

  @TempDir Path temporary;

  @AfterEach
  void tidyUpAfterBadDriver() {
    System.getProperties()
        .keySet()
        .removeIf(key -> key.getClass().getName().equals(BadDriver.Rest.class.getName()));
  }

  private static List<String> and(List<String> checks, String... more) {
    List<String> all = new ArrayList<>(checks);
    all.addAll(List.of(more));
    return all;
  }

  static Stream<Arguments> bad() {
    String garbage = "answer: garbage instead of it, the outcome is unknown";
    return Stream.of(
        Arguments.of(new BadDriver.LoggingIn(), TiniDriver.WORDS, BAD),
        Arguments.of(new BadDriver.Polled(), Kind.POLLED.words(), BAD),
        Arguments.of(new BadDriver.PolledWithIds(), Kind.POLLED_WITH_IDS.words(), and(BAD, NEXT)),
        Arguments.of(new BadDriver.PushingWithIds(), Kind.PUSHING_WITH_IDS.words(), and(BAD, NEXT)),
        Arguments.of(new BadDriver.Visited(), Kind.VISITED.words(), and(BAD, garbage)));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadDriverFailsWhatItShouldAndNothingElse(
      MachineDriver driver, List<String> words, List<String> expected) throws Exception {
    List<Result> results = ConformanceRunTest.run(driver, words);

    assertThat(ConformanceRunTest.failed(results)).containsExactlyInAnyOrderElementsOf(expected);
  }

  static Stream<Arguments> flaws() {
    String late = "answer: late, it does not end the next order";
    String lateUp = "answer: late, reported as late, and the board is up again";
    String quarantined = "answer: none, the board is quarantined and gets no other order";
    String onNewLink = "answer: on a new link it is the late one to its order";
    String before = "answer: garbage before it is ignored";
    String instead = "answer: garbage instead of it, the outcome is unknown";
    String guardTime = "answer: none in the guard time either, the link is reconnected";
    List<String> noIds = and(NO_COMMIT, late, lateUp, quarantined, guardTime);
    return Stream.of(
        Arguments.of(Kind.POLLED, Flaw.NO_COMMIT, noIds),
        Arguments.of(Kind.POLLED_WITH_IDS, Flaw.NO_COMMIT, and(NO_COMMIT, NEXT, onNewLink)),
        Arguments.of(Kind.PUSHING_WITH_IDS, Flaw.NO_COMMIT, and(NO_COMMIT, NEXT, onNewLink)),
        Arguments.of(Kind.VISITED, Flaw.NO_COMMIT, and(noIds, instead)),
        Arguments.of(Kind.POLLED, Flaw.GARBAGE_IS_MADE, List.of(before)),
        Arguments.of(Kind.POLLED_WITH_IDS, Flaw.GARBAGE_IS_MADE, List.of(before)),
        Arguments.of(Kind.PUSHING_WITH_IDS, Flaw.GARBAGE_IS_MADE, List.of(before)),
        Arguments.of(Kind.VISITED, Flaw.GARBAGE_IS_MADE, List.of(instead)));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void aDriverWithAFlawFailsWhatFollowsFromIt(Kind kind, Flaw flaw, List<String> expected)
      throws Exception {
    List<String> failed =
        new ArrayList<>(
            ConformanceRunTest.failed(
                ConformanceRunTest.run(new AskedDriver(kind, flaw), kind.words())));

    // A class that is loaded again is one without a flaw, of boards that are asked.
    failed.remove(UnloadCheck.NAME);
    assertThat(failed).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aDriverThatRefusesByAnAnswerAfterWhichACanMayFallFailsOneCheck() throws Exception {
    List<String> words = and(Kind.POLLED.words(), "[failed]", "< NO 0");
    List<Result> results = ConformanceRunTest.run(new AskedDriver(), words);

    assertThat(ConformanceRunTest.failed(results))
        .containsExactly("order: failed, and a can may have fallen, the outcome is unknown");
  }

  @Test
  void aDriverThatRefusesByAStatusOfHttpAloneFailsTwoChecks() throws Exception {
    assertThat(
            ConformanceRunTest.failed(ConformanceRunTest.run(new HastyDriver(), HastyDriver.WORDS)))
        .containsExactly(
            "order: answered by 500 Internal Server Error without a word of the board, the outcome"
                + " is unknown",
            "order: answered by 502 Bad Gateway without a word of the board, the outcome is"
                + " unknown");
  }

  @ParameterizedTest
  @CsvSource({"false,NO_NUMBERS", "true,NO_NUMBERS", "false,NOT_READ", "true,NOT_READ"})
  void aDriverThatDoesNotCompareTheNumbersOfItsQuestionsFailsOneCheckThatSaysSo(
      boolean confirms, NumberedDriver.Flaw flaw) throws Exception {
    var driver = new NumberedDriver(confirms, flaw);
    List<Result> results = ConformanceRunTest.run(driver, driver.words());

    assertThat(results)
        .filteredOn(one -> one.failure().isPresent() && !one.name().equals(UnloadCheck.NAME))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.name()).isEqualTo(NUMBER);
              assertThat(one.failure().orElseThrow())
                  .hasMessageStartingWith(
                      "the driver takes the answer to an earlier question for that to this one; mark"
                          + " the question with numbered(n), and in the codec its answer withId(n);"
                          + " said before: ");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDriverThatComparesTheNumbersOfItsQuestionsPasses(boolean confirms) throws Exception {
    var driver = new NumberedDriver(confirms, NumberedDriver.Flaw.NONE);
    List<Result> results = ConformanceRunTest.run(driver, driver.words());

    assertThat(ConformanceRunTest.failed(results)).isSubsetOf(UnloadCheck.NAME);
    assertThat(results).extracting(Result::name).contains(NUMBER);
  }

  @Test
  void aReportHasALineForEachCheckAndTheReasonOfEachFailure() throws Exception {
    List<Result> results = ConformanceRunTest.run(new BadDriver.LoggingIn(), TiniDriver.WORDS);

    Path file = temporary.resolve("target/conformance.txt");
    ConformanceRun.write(results, file);
    assertThat(Files.readString(file))
        .contains(
            "ok      order: dropped\n",
            "FAILED  close: leaves no timer\n        the driver leaves 1 timers running;"
                + " 1 further check fails for the same reason\n",
            "FAILED  " + UnloadCheck.NAME + "\n        something still references the driver's")
        .endsWith("\n\n8 of " + results.size() + " checks failed.\n");
  }
}
