package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.testkit.ConformanceRun.Result;
import io.drinkd.driver.testkit.sample.AskedDriver;
import io.drinkd.driver.testkit.sample.AskedDriver.Flaw;
import io.drinkd.driver.testkit.sample.AskedDriver.Kind;
import io.drinkd.driver.testkit.sample.CarouselDriver;
import io.drinkd.driver.testkit.sample.RecordsDriver;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks themselves: good drivers pass them, and what is wrong is said in plain words. */
class ConformanceRunTest {

  @TempDir Path temporary;

  static List<Result> run(MachineDriver driver, List<String> words) throws Exception {
    return new ConformanceRun(driver, Script.parse("words", words, driver)).run();
  }

  static List<String> failed(List<Result> results) {
    return results.stream().filter(one -> one.failure().isPresent()).map(Result::name).toList();
  }

  @Test
  void aGoodDriverOfBoardsThatLogInPasses() throws Exception {
    assertThat(failed(run(new TiniDriver(), TiniDriver.WORDS))).isEmpty();
    assertThat(failed(run(new RecordsDriver(), TiniDriver.WORDS))).isEmpty();
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

  @Test
  void whatTheDriverSendsIsShownAsInATranscript() throws Exception {
    List<String> words =
        TiniDriver.WORDS.stream().map(line -> line.equals("> 1") ? "> 9" : line).toList();
    List<String> bytes =
        TiniDriver.WORDS.stream().map(line -> line.equals("> 1") ? ">x 39 0a" : line).toList();

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
  void aDriverThatDoesNothingRightFailsMostChecks() throws Exception {
    List<String> words =
        TiniDriver.WORDS.stream().map(line -> line.equals("> 1") ? "> 12345" : line).toList();

    assertThat(failed(run(new TiniDriver(), words))).hasSizeGreaterThan(30);
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
