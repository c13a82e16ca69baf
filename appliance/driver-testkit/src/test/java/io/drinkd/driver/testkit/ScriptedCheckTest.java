package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.MachineDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checks of boards with scripts: a good driver passes them, a bad one fails what it should. */
class ScriptedCheckTest {

  private static List<String> failed(MachineDriver driver) throws Exception {
    Script script = Script.parse("words", AskedDriver.WORDS);
    List<String> failed = new ArrayList<>();
    for (ScriptedCheck check :
        Stream.of(ScriptedCheck.ORDERS, ScriptedCheck.LINKS).flatMap(List::stream).toList()) {
      if (check.applies().test(driver.traits())) {
        try {
          ConformanceTest.run(check, driver, script);
        } catch (AssertionError e) {
          failed.add(check.name());
        }
      }
    }
    return failed;
  }

  @Test
  void aGoodDriverPasses() throws Exception {
    assertThat(failed(new AskedDriver(false, true))).isEmpty();
  }

  @Test
  void aGoodDriverWithNumbersPasses() throws Exception {
    assertThat(failed(new AskedDriver(true, true))).isEmpty();
  }

  @Test
  void aDriverThatDoesNotSayWhatMakesTheBoardDropFailsWhateverFollowsFromIt() throws Exception {
    assertThat(failed(new AskedDriver(false, false)))
        .containsExactlyInAnyOrder(
            "answer: none, the outcome is unknown after the time-out, and no earlier",
            "answer: none, the board is quarantined and gets no other order",
            "answer: late, reported as late, and the board is up again",
            "answer: a late refusal is reported as late",
            "link: lost with an order in flight, the outcome is unknown",
            "link: lost with an order in flight, the state is reported before the outcome",
            "close: with an order in flight, the outcome is unknown");
  }

  @Test
  void aScriptNeedsItsSections() {
    assertThatThrownBy(() -> Script.parse("words", List.of("[up]", "> A")))
        .isInstanceOf(AssertionError.class)
        .hasMessage("words: no section for [after, garbage, made, order, refused]");
  }
}
