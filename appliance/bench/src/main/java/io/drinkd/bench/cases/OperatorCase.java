package io.drinkd.bench.cases;

import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Build;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Operator's commands that a running appliance carries out, and one of members, from the start of
 * their process to its end, beside an empty Java program.
 */
public final class OperatorCase implements BenchCase {

  private static final int MEMBERS = 10;
  private static final int MACHINES = 2;

  /** The appliance's own code is not to be compiled while it is measured. */
  private static final int COMMANDS_BEFORE = 20;

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("status"),
          List.of("machine", "list"),
          List.of("user", "list", "--json"),
          List.of("drop", "list"));

  private static final List<String> DRINK = List.of("machines");

  private static final Row EMPTY = new Row("nothing", "an empty Java program");

  private static final Figure MILLIS = new Figure("millis", "ms", "%.0f");

  @Override
  public String name() {
    return "operator";
  }

  @Override
  public String purpose() {
    return "operator's commands through a running appliance, and drink, beside an empty Java program";
  }

  @Override
  public Pace pace() {
    return new Pace(1, 20, Duration.ofMillis(1), Duration.ZERO);
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(Column.withSpread(MILLIS));
    List<BenchSetup> setups = new ArrayList<>();
    try {
      for (Build build : plan.builds()) {
        setups.add(
            BenchSetup.open(
                build, build.folder().resolve("operator"), SetupShape.of(MEMBERS, MACHINES)));
      }
      warmUp(setups);
      for (int round = 0; round < plan.pace().windows(); round++) {
        measure(plan, report.measurements(), setups);
      }
    } finally {
      setups.forEach(BenchSetup::close);
    }
    Measurements all = report.measurements();
    for (List<String> command : COMMANDS) {
      report
          .targets()
          .atMost(
              "drinkd " + String.join(" ", command) + ", x an empty Java program",
              2,
              all.ratio(row(plan.own(), command), EMPTY, MILLIS).orElseThrow());
    }
    report
        .targets()
        .atMost(
            "drink machines, x an empty Java program",
            3,
            all.ratio(drinkRow(plan.own()), EMPTY, MILLIS).orElseThrow());
    return report;
  }

  private static void warmUp(List<BenchSetup> setups)
      throws IOException, InterruptedException, TimeoutException {
    for (BenchSetup setup : setups) {
      for (int i = 0; i < COMMANDS_BEFORE; i++) {
        setup.timeCommand(words(COMMANDS.get(i % COMMANDS.size())));
      }
    }
  }

  private static void measure(Plan plan, Measurements all, List<BenchSetup> setups)
      throws IOException, InterruptedException, TimeoutException {
    all.add(EMPTY, MILLIS, setups.get(0).timeEmptyProgram().toNanos() / 1e6);
    for (List<String> command : COMMANDS) {
      for (int i = 0; i < setups.size(); i++) {
        Duration taken = setups.get(i).timeCommand(words(command));
        all.add(row(plan.builds().get(i), command), MILLIS, taken.toNanos() / 1e6);
      }
    }
    for (int i = 0; i < setups.size(); i++) {
      Build build = plan.builds().get(i);
      // An older build has none.
      if (build.hasDrink()) {
        Duration taken = setups.get(i).timeDrink(words(DRINK));
        all.add(drinkRow(build), MILLIS, taken.toNanos() / 1e6);
      }
    }
  }

  private static Row drinkRow(Build build) {
    return new Row("drink " + String.join(" ", DRINK), build.shown());
  }

  private static String[] words(List<String> command) {
    return command.toArray(String[]::new);
  }

  private static Row row(Build build, List<String> command) {
    return new Row(String.join(" ", command), build.shown());
  }
}
