package io.drinkd.driver.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * One requirement that every driver has to meet.
 *
 * @param name the requirement, in a few words
 * @param dialsIn whether the board dials in, rather than being dialled
 * @param body runs the check; an {@link AssertionError} says what the driver does wrong
 */
record ConformanceCheck(String name, boolean dialsIn, Body body) {

  /** Works with a new board of the driver. */
  @FunctionalInterface
  interface Body {
    void run(ConformanceRig rig) throws Exception;
  }

  static ConformanceCheck check(String name, Body body) {
    return new ConformanceCheck(name, false, body);
  }

  static ConformanceCheck dialledIn(String name, Body body) {
    return new ConformanceCheck(name, true, body);
  }

  /** All checks, in the order of the report. */
  static List<ConformanceCheck> all() {
    List<ConformanceCheck> all = new ArrayList<>();
    all.addAll(LoginChecks.ALL);
    all.addAll(OrderChecks.ALL);
    all.addAll(AnswerChecks.ALL);
    all.addAll(LinkChecks.ALL);
    all.addAll(CloseChecks.ALL);
    return List.copyOf(all);
  }
}
