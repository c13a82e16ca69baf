package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.testkit.bad.BadDriver;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks themselves: a good driver passes them, and a bad one fails those that it should. */
class ConformanceCheckTest {

  private static final String WORDS =
      """
      login = 0secret\\n
      login.wrong = 0guess\\n
      made = 4\\n
      refused = 5\\n
      slots = 71 1`2 0\\n
      garbage = 44\\n
      accept = 1\\n
      refuse = 2\\n
      drop = 3%d\\n
      """;

  @TempDir Path temporary;

  private Vocabulary words;

  @BeforeEach
  void readWords() throws IOException {
    words = Vocabulary.read(new StringReader(WORDS), "words");
  }

  @AfterEach
  void tidyUpAfterBadDriver() {
    System.getProperties()
        .keySet()
        .removeIf(key -> key.getClass().getName().equals(BadDriver.Rest.class.getName()));
  }

  @Test
  void aBadDriverFailsWhatItShouldAndNothingElse() throws Exception {
    var report = new ConformanceReport();
    List<String> failed = new ArrayList<>();
    for (ConformanceCheck check : ConformanceCheck.all()) {
      try {
        report.carryOut(check.name(), () -> ConformanceTest.run(check, new BadDriver(), words));
      } catch (Exception | AssertionError e) {
        failed.add(check.name());
      }
    }

    assertThat(failed)
        .containsExactlyInAnyOrder(
            "order: none leaves for a slot that the machine does not have",
            "order: none leaves for slot 0 or less",
            "answer: none, the outcome is unknown after the time-out, and no earlier",
            "link: lost with an order in flight, the outcome is unknown",
            "link: lost with an order in flight, the state is reported before the outcome",
            "close: leaves no timer",
            "close: with an order in flight, the outcome is unknown",
            "close: with an order in flight, no timer is left");
    Path file = temporary.resolve("target/conformance.txt");
    report.write(file);
    assertThat(Files.readString(file))
        .contains(
            "ok      order: dropped\n",
            "FAILED  close: leaves no timer\n        the driver leaves 1 timers running\n")
        .endsWith("\n\n8 of " + ConformanceCheck.all().size() + " checks failed.\n");
  }

  @Test
  void aBadDriverCannotBeUnloaded() {
    // They never go, so waiting longer shows nothing more.
    assertThatThrownBy(
            () ->
                UnloadCheck.run(
                    BadDriver.class,
                    driver -> UnloadCheck.drop(driver, words),
                    Duration.ofSeconds(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("something still references the driver's class loader");
  }

  @Test
  void aDriverNeedsItsVocabulary() {
    assertThatThrownBy(() -> Vocabulary.read(new StringReader("made = 4"), "words"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("words: no value for [accept, drop, garbage, login, ");
    assertThatThrownBy(() -> Vocabulary.read(temporary.resolve("none")))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("none: a driver needs its vocabulary");
  }
}
