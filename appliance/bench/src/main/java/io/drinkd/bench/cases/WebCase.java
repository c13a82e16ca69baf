package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.setup.BareJettyContender;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.WebContender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * The web door: the list of machines beside the most that Jetty gives, drops beside those through
 * Sunday, the floor page, event streams, and what it costs those who do not use it.
 */
public final class WebCase implements BenchCase {

  private static final List<Integer> CLIENTS = List.of(100);

  @Override
  public String name() {
    return "web";
  }

  @Override
  public String purpose() {
    return "the list of machines beside bare Jetty, drops beside Sunday's, the floor, streams, starts";
  }

  @Override
  public Pace pace() {
    return new Pace(2, 5, Duration.ofSeconds(1), Duration.ofSeconds(40));
  }

  @Override
  public boolean takesTwoBuilds() {
    return false;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    WebContender own = new WebContender(plan.own());
    Contender yardstick = new BareJettyContender(own);
    report.show(
        LoadFigures.columns(
            Column.ratio("x bare Jetty", LoadFigures.RATE, yardstick.shown()),
            Column.ratio("x p99", LoadFigures.P99, yardstick.shown())));
    List<Load> loads = plan.clientsOr(CLIENTS).stream().map(count -> new Load(count, 1)).toList();
    Comparison comparison = new Comparison(plan, report);
    comparison.measure(List.of(own, yardstick), Request.MACHINES, loads);
    for (Load load : loads) {
      report
          .targets()
          .atLeast(
              String.format(Locale.ROOT, "GET /api/v1/machines, %s: x bare Jetty", load),
              0.7,
              comparison.ratio(Request.MACHINES, load, LoadFigures.RATE, own, yardstick));
    }
    new WebDrops(plan, report).measure();
    new WebFloor(plan, report).measure();
    new WebStreams(plan, report).measure();
    new WebBeside(plan, report).measure();
    return report;
  }
}
