package io.drinkd.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was aimed at and what was reached; a table of all stands at the end of a run. */
final class Aims {

  private static final String ROW = "%-58s %14s %12s   %s%n";

  /**
   * One aim.
   *
   * @param what the figure, with its unit if it has one
   * @param atLeast whether more is better
   */
  private record Aim(String what, boolean atLeast, double bound, double reached) {

    boolean met() {
      return atLeast ? reached >= bound : reached <= bound;
    }

    /** By which factor it was missed. */
    double missedBy() {
      return atLeast ? bound / reached : reached / bound;
    }
  }

  private final List<Aim> aims = new ArrayList<>();

  /** More is better. */
  void atLeast(String what, double bound, double reached) {
    aims.add(new Aim(what, true, bound, reached));
  }

  /** Less is better. */
  void atMost(String what, double bound, double reached) {
    aims.add(new Aim(what, false, bound, reached));
  }

  /** All aims of another run, behind these. */
  void add(Aims others) {
    aims.addAll(others.aims);
  }

  void print() {
    if (aims.isEmpty()) {
      return;
    }
    System.out.println();
    System.out.printf(ROW, "aims", "aim", "figure", "");
    for (Aim aim : aims) {
      System.out.printf(
          ROW,
          aim.what,
          (aim.atLeast ? "at least " : "at most ") + Shown.figure(aim.bound),
          Shown.figure(aim.reached),
          aim.met() ? "reached" : "missed x %.2f".formatted(aim.missedBy()));
    }
  }

  /** For the JSON file. */
  List<Object> toList() {
    List<Object> list = new ArrayList<>();
    for (Aim aim : aims) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("what", aim.what);
      map.put(aim.atLeast ? "atLeast" : "atMost", aim.bound);
      map.put("figure", aim.reached);
      map.put("reached", aim.met());
      list.add(map);
    }
    return list;
  }
}
