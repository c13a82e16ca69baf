package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Browser;
import io.drinkd.bench.setup.ChildProcess;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The floor page with many machines, as anybody sees it and as a member does. */
final class WebFloor {

  private static final int MACHINES = 50;
  private static final Load ONE = new Load(1, 1);
  private static final String GZIP = "Accept-Encoding: gzip";

  private static final Figure FIRST_VIEW =
      new Figure("firstViewKilobytes", "first view kB", "%.1f");

  private final Plan plan;
  private final CaseReport report;
  private final Row anybody = row("anybody");
  private final Row member = row("a member");

  WebFloor(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
  }

  private static Row row(String who) {
    return new Row("the floor, 50 machines, " + ONE, who);
  }

  void measure() throws IOException, InterruptedException, TimeoutException {
    report.showApart(LoadFigures.columns(Column.median(FIRST_VIEW)));
    for (int start = 0; start < plan.pace().starts(); start++) {
      measureOnce();
    }
    Measurements all = report.measurements();
    for (Row row : List.of(anybody, member)) {
      String what = "the floor, 50 machines, " + row.subject() + ": ";
      report.targets().atMost(what + "p50 ms", 5, all.series(row, LoadFigures.P50).orElseThrow());
      report
          .targets()
          .atMost(what + "first view, kB", 100, all.series(row, FIRST_VIEW).orElseThrow());
    }
  }

  private void measureOnce() throws IOException, InterruptedException, TimeoutException {
    try (BenchSetup setup =
        BenchSetup.open(
            plan.own(),
            plan.own().folder().resolve("web-floor"),
            SetupShape.of(1, MACHINES).withWeb())) {
      Browser browser = new Browser(setup.web());
      report.measurements().add(anybody, FIRST_VIEW, browser.firstViewBytes("/") / 1e3);
      browser.signIn(BenchSetup.GUARDED, BenchSetup.GUARDED_PASSWORD);
      report.measurements().add(member, FIRST_VIEW, browser.firstViewBytes("/") / 1e3);
      Script ofMember = Script.get("/", GZIP, browser.cookieHeader());
      try (LoadClient strange = client(setup, Script.get("/", GZIP));
          LoadClient known = client(setup, ofMember)) {
        Map<String, ChildProcess> server = Map.of(LoadFigures.SERVER, setup.appliance());
        new Rounds(plan, report)
            .measure(
                List.of(
                    new Participant(anybody, strange, true, server),
                    new Participant(member, known, true, server)),
                true,
                () -> () -> {});
      }
    }
  }

  private static LoadClient client(BenchSetup setup, Script script)
      throws IOException, InterruptedException {
    var web = setup.web();
    return new LoadClient(() -> PlainWire.to(web), number -> script, ONE.clients(), ONE.depth());
  }
}
