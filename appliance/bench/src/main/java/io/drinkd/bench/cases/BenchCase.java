package io.drinkd.bench.cases;

import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Something that can be measured, known by a name. */
public interface BenchCase {

  /** How a run asks for it. */
  String name();

  /** What it measures, in one line. */
  String purpose();

  /** How thoroughly, if the run does not say. */
  Pace pace();

  /** Whether it is measured when no case is named: all such together stay under eight minutes. */
  default boolean isDefault() {
    return false;
  }

  /** Whether it can measure the appliance of another build beside this one's. */
  default boolean takesTwoBuilds() {
    return true;
  }

  /** Measures it. */
  CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException;
}
