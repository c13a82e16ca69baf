package io.drinkd.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Something that can be measured, known by a name. */
interface BenchCase {

  /** How a run asks for it. */
  String name();

  /** What it measures, in one line. */
  String purpose();

  /** How thoroughly, if the run does not say: all cases together stay under five minutes. */
  Pace pace();

  /**
   * Measures it and prints what came of it.
   *
   * @param aims gets what the case is meant to reach
   * @return what it found, for the JSON file
   */
  Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException;
}
