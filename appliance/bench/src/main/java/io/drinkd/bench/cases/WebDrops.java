package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.ChildProcess;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * Drops through REST beside drops through Sunday, of the same members at the same appliance. REST
 * demands a key; Sunday's are made with one and without, so that what the door costs and what the
 * key costs can be told apart. The books are verified afterwards.
 */
final class WebDrops {

  private static final int BOARDS = 16;
  private static final List<Load> LOADS = List.of(new Load(100, 1), new Load(1, 1));
  private static final String SUNDAY = "a drop, Sunday";
  private static final String WITH_KEY = "a drop, Sunday, key";
  private static final String REST = "a drop, REST";

  private final Plan plan;
  private final CaseReport report;

  WebDrops(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
  }

  void measure() throws IOException, InterruptedException, TimeoutException {
    report.showApart(
        LoadFigures.columns(
            Column.ratio("x p50 of Sunday", LoadFigures.P50, SUNDAY),
            Column.ratio("x p50 with key", LoadFigures.P50, WITH_KEY),
            Column.ratio("x µs of Sunday", LoadFigures.MICROS_EACH, SUNDAY),
            Column.ratio("x µs with key", LoadFigures.MICROS_EACH, WITH_KEY)));
    for (int start = 0; start < plan.pace().starts(); start++) {
      measureOnce();
    }
    Measurements all = report.measurements();
    for (Load load : LOADS) {
      report
          .targets()
          .atMost(
              "a drop, " + load + ": processor time of REST beyond Sunday's, µs",
              80,
              all.difference(row(load, REST), row(load, SUNDAY), LoadFigures.MICROS_EACH)
                  .orElseThrow());
    }
    Load one = LOADS.get(1);
    report
        .targets()
        .atMost(
            "a drop, " + one + ": p50 of REST, x Sunday's",
            1.1,
            all.ratio(row(one, REST), row(one, SUNDAY), LoadFigures.P50).orElseThrow());
  }

  private static Row row(Load load, String door) {
    return new Row(load + ", 16 boards", door);
  }

  private void measureOnce() throws IOException, InterruptedException, TimeoutException {
    int members = LOADS.get(0).clients();
    try (BenchSetup setup =
        BenchSetup.open(
            plan.own(),
            plan.own().folder().resolve("web-drops"),
            SetupShape.of(members, BOARDS).withWeb())) {
      List<String> tokens = new ArrayList<>();
      for (int member = 0; member < members; member++) {
        tokens.add(
            member < BenchSetup.MEMBERS_MAX
                ? setup.token(member)
                : tokens.get(member % BenchSetup.MEMBERS_MAX));
      }
      boolean fresh = true;
      for (Load load : LOADS) {
        measure(setup, tokens, load, fresh);
        fresh = false;
      }
      setup.endAndVerify();
    }
  }

  private void measure(BenchSetup setup, List<String> tokens, Load load, boolean fresh)
      throws IOException, InterruptedException {
    var web = setup.web();
    try (LoadClient sunday = client(setup::dial, number -> bySunday(number, ""), load);
        LoadClient withKey =
            client(setup::dial, number -> bySunday(number, " 0 " + key("S", number, load)), load);
        LoadClient rest =
            client(() -> PlainWire.to(web), number -> byRest(number, tokens, load), load)) {
      Map<String, ChildProcess> processes =
          Map.of(LoadFigures.SERVER, setup.appliance(), LoadFigures.BOARDS, setup.boards());
      new Rounds(plan, report)
          .measure(
              List.of(
                  new Participant(row(load, SUNDAY), sunday, true, processes),
                  new Participant(row(load, WITH_KEY), withKey, true, processes),
                  new Participant(row(load, REST), rest, true, processes)),
              fresh,
              () -> () -> {});
    }
  }

  private static LoadClient client(Wire.Dialer dialer, IntFunction<Script> scripts, Load load)
      throws IOException {
    return new LoadClient(dialer, scripts, load.clients(), load.depth());
  }

  /**
   * @param more what stands behind the slot
   */
  private static Script bySunday(int number, String more) {
    return BenchSetup.script(number, number % BOARDS, "DROP " + slot(number) + more);
  }

  /** Each request has one of its own: one that was used would be answered without a drop. */
  private static String key(String door, int number, Load load) {
    return String.format(
        Locale.ROOT, "%s-%d-of-%d-%s", door, number, load.clients(), Script.NUMBER);
  }

  private static Script byRest(int number, List<String> tokens, Load load) {
    return Script.post(
        "/api/v1/drops",
        String.format(
            Locale.ROOT,
            "{\"machine\":\"%s\",\"slot\":%d}",
            BenchSetup.machine(number % BOARDS),
            slot(number)),
        "Authorization: Bearer " + tokens.get(number),
        "Idempotency-Key: " + key("R", number, load));
  }

  private static int slot(int number) {
    return 1 + number / BOARDS % BenchSetup.SLOTS;
  }
}
