package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.setup.ApplianceContender;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.WatchedContender;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Requests that are answered from memory, by an appliance whose metrics are read once in each
 * window, three times as often as Prometheus reads them by default, and by one that has no listener
 * for them. Both count; what counting itself costs shows beside a build that does not.
 */
public final class MetricsCase implements BenchCase {

  private static final List<Load> LOADS = List.of(new Load(100, 1), new Load(100, 16));

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public String purpose() {
    return "GETBALANCE with the metrics read every five seconds, beside none";
  }

  @Override
  public Pace pace() {
    return new Pace(2, 5, Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    Contender off = new ApplianceContender(plan.own(), false);
    Contender on = new WatchedContender(plan.own());
    report.show(
        LoadFigures.columns(
            Column.ratio("x metrics off", LoadFigures.RATE, off.shown()),
            Column.ratio("x p99", LoadFigures.P99, off.shown())));
    List<Contender> contenders = new ArrayList<>(List.of(off, on));
    plan.appliances(false).stream().skip(1).forEach(contenders::add);
    Comparison comparison = new Comparison(plan, report);
    comparison.measure(contenders, Request.GETBALANCE, LOADS);
    for (Load load : LOADS) {
      report
          .targets()
          .atLeast(
              String.format(Locale.ROOT, "GETBALANCE, %s: metrics on x off", load),
              0.97,
              comparison.ratio(Request.GETBALANCE, load, LoadFigures.RATE, on, off));
    }
    return report;
  }
}
