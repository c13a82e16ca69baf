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

  /**
   * Measures it and prints what came of it.
   *
   * @return the same for the JSON file
   */
  Map<String, Object> run(Plan plan) throws IOException, InterruptedException, TimeoutException;
}
