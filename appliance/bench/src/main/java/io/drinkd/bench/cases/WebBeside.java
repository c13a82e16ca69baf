package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.ApplianceContender;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Boards;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.OpenDoorContender;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What the web door costs those who do not use it: an appliance with it beside one without. */
final class WebBeside {

  private static final Load LOAD = new Load(100, 1);
  private static final String START = "start, 1 machine";

  private final Plan plan;
  private final CaseReport report;
  private final Contender without;
  private final Contender with;

  WebBeside(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
    without = new ApplianceContender(plan.own(), false);
    with = new OpenDoorContender(plan.own());
  }

  void measure() throws IOException, InterruptedException, TimeoutException {
    sunday();
    starts();
  }

  private void sunday() throws IOException, InterruptedException, TimeoutException {
    report.showApart(
        LoadFigures.columns(
            Column.ratio("x without", LoadFigures.RATE, without.shown()),
            Column.ratio("x p99", LoadFigures.P99, without.shown())));
    Comparison comparison = new Comparison(plan, report);
    comparison.measure(List.of(without, with), Request.GETBALANCE, List.of(LOAD));
    report
        .targets()
        .atLeast(
            "GETBALANCE, " + LOAD + ": web open x closed",
            0.97,
            comparison.ratio(Request.GETBALANCE, LOAD, LoadFigures.RATE, with, without));
  }

  private void starts() throws IOException, InterruptedException, TimeoutException {
    report.showApart(StartCase.columns());
    try (Boards boards = Boards.start(plan.folder(), 1)) {
      for (int round = 0; round < plan.pace().windows(); round++) {
        start(boards, SetupShape.of(1, 1), row(without));
        start(boards, SetupShape.of(1, 1).withWeb(), row(with));
      }
    }
    Measurements all = report.measurements();
    report
        .targets()
        .atMost(
            "start: first greeting, more with web, ms",
            150,
            all.difference(row(with), row(without), StartCase.GREETING).orElseThrow());
    report
        .targets()
        .atMost(
            "at rest: resident, more with web, MB",
            25,
            all.difference(row(with), row(without), StartCase.RESIDENT).orElseThrow());
  }

  private void start(Boards boards, SetupShape shape, Row row)
      throws IOException, InterruptedException, TimeoutException {
    try (BenchSetup setup =
        BenchSetup.open(plan.own(), plan.own().folder().resolve("web-start"), shape, boards)) {
      StartCase.rest(plan, report, setup, row);
    }
  }

  private static Row row(Contender contender) {
    return new Row(START, contender.shown());
  }
}
