package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.ConformanceRun.Result;
import io.drinkd.driver.testkit.sample.AskedDriver;
import io.drinkd.driver.testkit.sample.AskedDriver.Flaw;
import io.drinkd.driver.testkit.sample.AskedDriver.Kind;
import io.drinkd.driver.testkit.sample.BadDriver;
import io.drinkd.driver.testkit.sample.CarouselDriver;
import io.drinkd.driver.testkit.sample.HastyDriver;
import io.drinkd.driver.testkit.sample.NumberedDriver;
import io.drinkd.driver.testkit.sample.RecordsDriver;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks themselves: good drivers pass them, and bad ones fail those that they should. */
class ConformanceRunTest {

  private static final List<String> TINI =
      """
      [up]
      < 0secret
      > 1
      [wrong]
      < 0guess
      > 2
      [order]
      > 3%d
      [made]
      < 4
      [refused]
      < 5
      [slots]
      < 71 1`2 0
      [garbage]
      < 44
      """
          .lines()
          .toList();

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

  private static List<Result> run(MachineDriver driver, List<String> words) throws Exception {
    return new ConformanceRun(driver, Script.parse("words", words, driver)).run();
  }

  private static List<String> failed(List<Result> results) {
    return results.stream().filter(one -> one.failure().isPresent()).map(Result::name).toList();
  }

  private static List<String> and(List<String> checks, String... more) {
    List<String> all = new ArrayList<>(checks);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void aGoodDriverOfBoardsThatLogInPasses() throws Exception {
    assertThat(failed(run(new TiniDriver(), TINI))).isEmpty();
    assertThat(failed(run(new RecordsDriver(), TINI))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aGoodDriverPasses(Kind kind) throws Exception {
    List<Result> results = run(new AskedDriver(kind, Flaw.NONE), kind.words());

    // Only a class that makes itself without being given a kind can be loaded again.
    assertThat(failed(results)).isSubsetOf(UnloadCheck.NAME);
  }

  @Test
  void aGoodDriverOfBoardsWithSumsThatAskThemselvesPasses() throws Exception {
    List<Result> results = run(new CarouselDriver(), CarouselDriver.WORDS);

    assertThat(failed(results)).isEmpty();
    assertThat(results)
        .extracting(Result::name)
        .contains(
            "answer: with a wrong sum, it ends no order",
            "order: while one is in flight the board's own question is answered",
            "up: a board that dials in is accepted, and drops");
  }

  @Test
  void aFailureSaysWhatWasSaidBeforeAndWhatToDo() throws Exception {
    List<String> words =
        CarouselDriver.WORDS.stream().map(line -> line.replace("> TAKE", "> GIVE")).toList();

    assertThat(
            run(new CarouselDriver(), words).stream()
                .filter(one -> one.name().equals("order: dropped"))
                .findFirst()
                .flatMap(Result::failure)
                .orElseThrow())
        .hasMessage(
            "the driver sent \"TAKE 2*09\\n\", expected > GIVE 2%c; they differ from byte 1 on: found"
                + " \"TAKE 2*09\\n\", expected \"GIVE 2\"; said before: < READY*4B\\n | > TIME"
                + " 1767225600*31\\n | = drop 2; correct the driver, or what the vocabulary says"
                + " here");
  }

  @Test
  void aReasonThatManyChecksHaveIsWrittenOnce() throws Exception {
    List<String> words =
        CarouselDriver.WORDS.stream().map(line -> line.replace("> TAKE", "> GIVE")).toList();
    Path report = temporary.resolve("conformance.txt");

    ConformanceRun.write(run(new CarouselDriver(), words), report);

    assertThat(report)
        .content()
        .containsOnlyOnce("the driver sent")
        .containsPattern("; [0-9]+ further checks fail for the same reason\n")
        .contains("\n        for the same reason as ");
  }

  @Test
  void aLineWithASumWantsADriverThatDeclaresOne() {
    assertThatThrownBy(() -> Script.parse("words", List.of("[up]", "< READY%c"), new TiniDriver()))
        .hasMessage(
            "words:2: found \"< READY%c\", expected no %c or cs, or traits that are"
                + " summed(...)");
    assertThatThrownBy(
            () -> Script.parse("words", List.of("[up]", "<x 01 cs"), new CarouselDriver()))
        .hasMessage(
            "words:2: found \"<x 01 cs\", expected cs for each byte of the sum, which has 3");
  }

  @Test
  void aNumberOfTheDropInAnAnswerWantsADriverThatLooksAtIt() {
    assertThatThrownBy(() -> Script.parse("words", List.of("[made]", "< OK %i"), new AskedDriver()))
        .hasMessage(
            "words:2: found \"< OK %i\", expected no %i in an answer, or a driver whose traits are"
                + " withIds()");
  }

  @Test
  void aReportThatIsMissingIsSaidWithThoseThatCame() throws Exception {
    List<String> words =
        Kind.POLLED.words().stream().map(line -> line.replace("< 10", "< 11")).toList();

    assertThat(run(new AskedDriver(Kind.POLLED, Flaw.NONE), words))
        .flatExtracting(one -> one.failure().map(Throwable::getMessage).stream().toList())
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .startsWith(
                        "the driver does not report: slots 1 loaded 2 empty; it reports: slots 1"
                            + " loaded 2 loaded; said before: > SLOTS"));
  }

  static Stream<Arguments> bad() {
    String garbage = "answer: garbage instead of it, the outcome is unknown";
    return Stream.of(
        Arguments.of(new BadDriver.LoggingIn(), TINI, BAD),
        Arguments.of(new BadDriver.Polled(), Kind.POLLED.words(), BAD),
        Arguments.of(new BadDriver.PolledWithIds(), Kind.POLLED_WITH_IDS.words(), and(BAD, NEXT)),
        Arguments.of(new BadDriver.PushingWithIds(), Kind.PUSHING_WITH_IDS.words(), and(BAD, NEXT)),
        Arguments.of(new BadDriver.Visited(), Kind.VISITED.words(), and(BAD, garbage)));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadDriverFailsWhatItShouldAndNothingElse(
      MachineDriver driver, List<String> words, List<String> expected) throws Exception {
    List<Result> results = run(driver, words);

    assertThat(failed(results)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(results)
        .filteredOn(one -> one.failure().isPresent() && !one.name().equals(UnloadCheck.NAME))
        .allSatisfy(
            one -> assertThat(one.duration()).as(one.name()).isLessThan(Duration.ofSeconds(2)));
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
    List<String> failed = new ArrayList<>(failed(run(new AskedDriver(kind, flaw), kind.words())));

    // A class that is loaded again is one without a flaw, of boards that are asked.
    failed.remove(UnloadCheck.NAME);
    assertThat(failed).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aDriverThatRefusesByAnAnswerAfterWhichACanMayFallFailsOneCheck() throws Exception {
    List<String> words = and(Kind.POLLED.words(), "[failed]", "< NO 0");
    List<Result> results = run(new AskedDriver(), words);

    assertThat(failed(results))
        .containsExactly("order: failed, and a can may have fallen, the outcome is unknown");
  }

  @Test
  void aDriverThatRefusesByAStatusOfHttpAloneFailsTwoChecks() throws Exception {
    assertThat(failed(run(new HastyDriver(), HastyDriver.WORDS)))
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
    List<Result> results = run(driver, driver.words());

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
    List<Result> results = run(driver, driver.words());

    assertThat(failed(results)).isSubsetOf(UnloadCheck.NAME);
    assertThat(results).extracting(Result::name).contains(NUMBER);
  }

  @Test
  void aReportHasALineForEachCheckAndTheReasonOfEachFailure() throws Exception {
    List<Result> results = run(new BadDriver.LoggingIn(), TINI);

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

  @Test
  void whatTheDriverSendsIsShownAsInATranscript() throws Exception {
    List<String> words = TINI.stream().map(line -> line.equals("> 1") ? "> 9" : line).toList();
    List<String> bytes = TINI.stream().map(line -> line.equals("> 1") ? ">x 39 0a" : line).toList();

    assertThat(run(new TiniDriver(), words).get(0).failure().orElseThrow())
        .hasMessage(
            "the driver sent \"1\\n\", expected > 9; they differ from byte 1 on: found \"1\\n\", expected"
                + " \"9\\n\"; said before: < 0secret\\n; correct the driver, or what the vocabulary says"
                + " here");
    assertThat(run(new TiniDriver(), bytes).get(0).failure().orElseThrow())
        .hasMessageStartingWith(
            "the driver sent 31 0a, expected >x 39 0a; they differ from byte 1 on: found 31 0a,");
  }

  @Test
  void aDriverThatDoesNothingRightCostsLessThanTwentySeconds() throws Exception {
    List<String> words = TINI.stream().map(line -> line.equals("> 1") ? "> 12345" : line).toList();

    long start = System.nanoTime();
    List<Result> results = run(new TiniDriver(), words);

    assertThat(failed(results)).hasSizeGreaterThan(30);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aDriverNeedsItsVocabulary() throws IOException {
    var driver = new TiniDriver();
    assertThatThrownBy(() -> Script.read(temporary, driver))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("vocabulary.txt: a driver needs its vocabulary");
    assertThatThrownBy(() -> Script.parse("words", List.of("[up]", "> A"), driver))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "words: no section for [order, made, refused, garbage, slots, wrong]; [no slots] in"
                + " place of [slots] if the board never reports any");
    assertThatThrownBy(() -> Script.parse("words", List.of("[up]"), new AskedDriver()))
        .hasMessage("words: no section for [order, made, refused, garbage, after]");
    assertThatThrownBy(() -> Script.parse("words", List.of("[up]", "[mad]"), driver))
        .hasMessageStartingWith("words:2: found \"[mad]\", expected one of the sections [up, ");
    assertThatThrownBy(() -> Script.parse("words", List.of("[up]", "= state up"), driver))
        .hasMessage(
            "words:2: found \"= state up\", expected a line of a transcript, or = advance 1s");
    assertThatThrownBy(() -> Script.parse("words", List.of("> A"), driver))
        .hasMessage("words:1: found \"> A\", expected a section before it, such as [up]");
  }
}
