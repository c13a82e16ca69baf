package io.drinkd.driver.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One requirement that a driver has to meet.
 *
 * @param name the requirement, in a few words
 * @param applies to which boards it applies
 * @param dialsIn whether the board dials in, rather than being dialled
 * @param body runs the check; an {@link AssertionError} says what the driver does wrong
 */
record ConformanceCheck(String name, Predicate<Profile> applies, boolean dialsIn, Body body) {

  /** Works with a new board of the driver. */
  @FunctionalInterface
  interface Body {
    void run(ConformanceRig rig) throws Exception;
  }

  /** Of boards of every kind. */
  static ConformanceCheck check(String name, Body body) {
    return check(name, profile -> true, body);
  }

  static ConformanceCheck check(String name, Predicate<Profile> applies, Body body) {
    return new ConformanceCheck(name, applies, false, body);
  }

  /** Of a board that has dialled in. */
  static ConformanceCheck dialledIn(String name, Body body) {
    return new ConformanceCheck(name, Profile::dialsIn, true, body);
  }

  /** Those that such boards have to pass, in the order of the report. */
  static List<ConformanceCheck> all(Profile profile) {
    List<ConformanceCheck> all = new ArrayList<>();
    all.addAll(UpChecks.ALL);
    all.addAll(OrderChecks.ALL);
    all.addAll(AnswerChecks.ALL);
    all.addAll(LinkChecks.ALL);
    all.addAll(CloseChecks.ALL);
    all.removeIf(check -> !check.applies.test(profile));
    return List.copyOf(all);
  }
}
