package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.BarChart;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.LineChart;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.ConstantContender;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Requests that are answered from memory, on the appliance and on the whole field of servers that
 * answer the same bytes without any data.
 */
public final class CommandsCase implements BenchCase {

  private static final ConstantContender YARDSTICK = ConstantContender.MINA_TUNED;
  private static final List<Integer> CLIENTS = List.of(1, 10, 100, 1_000);
  private static final Load MANY = new Load(100, 1);
  private static final Load DEEP = new Load(100, 16);

  private static final List<Contender> FIELD =
      List.of(
          YARDSTICK,
          ConstantContender.MINA_STOCK,
          ConstantContender.NETTY,
          ConstantContender.THREAD_EACH,
          ConstantContender.PYTHON,
          ConstantContender.C_EPOLL);

  @Override
  public String name() {
    return "commands";
  }

  @Override
  public String purpose() {
    return "GETBALANCE, STAT and VERSION beside six servers that answer a constant; charts";
  }

  @Override
  public Pace pace() {
    return new Pace(1, 7, Duration.ofMillis(500), Duration.ofSeconds(30));
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(
        LoadFigures.columns(
            Column.ratio("x MINA tuned", LoadFigures.RATE, YARDSTICK.shown()),
            Column.ratio("x p99", LoadFigures.P99, YARDSTICK.shown())));
    Comparison comparison = new Comparison(plan, report);
    for (Request request : Request.values()) {
      comparison.measure(contenders(plan, request), request, loads(plan, request));
    }
    chart(plan, report);
    compare(plan, comparison, report.targets());
    return report;
  }

  /** The whole field for one request; for the others the appliance and its yardstick. */
  private static List<Contender> contenders(Plan plan, Request request) {
    List<Contender> contenders = new ArrayList<>(plan.appliances(false));
    contenders.addAll(request == Request.GETBALANCE ? FIELD : List.of(YARDSTICK));
    return contenders;
  }

  private static List<Load> loads(Plan plan, Request request) {
    List<Load> loads = new ArrayList<>();
    if (request == Request.GETBALANCE) {
      plan.clientsOr(CLIENTS).forEach(clients -> loads.add(new Load(clients, 1)));
      loads.add(DEEP);
    } else {
      loads.add(MANY);
    }
    return loads;
  }

  private static void chart(Plan plan, CaseReport report) throws IOException {
    String title = "GETBALANCE, one request in flight on each connection: ";
    LineChart rates = new LineChart(title + "replies a second", "connections", true);
    LineChart p99s = new LineChart(title + "p99 in ms", "connections", true);
    BarChart deep =
        new BarChart(String.format(Locale.ROOT, "GETBALANCE, %s: replies a second", DEEP));
    for (Contender contender : contenders(plan, Request.GETBALANCE)) {
      for (int clients : plan.clientsOr(CLIENTS)) {
        Load load = new Load(clients, 1);
        String name = contender.shown();
        rates.add(name, clients, median(report, load, contender, LoadFigures.RATE));
        p99s.add(name, clients, median(report, load, contender, LoadFigures.P99));
      }
      deep.add(contender.shown(), median(report, DEEP, contender, LoadFigures.RATE));
    }
    rates.write(plan.folder().resolve("commands-rate.svg"));
    p99s.write(plan.folder().resolve("commands-p99.svg"));
    deep.write(plan.folder().resolve("commands-pipelined.svg"));
    report.remark("charts: commands-rate.svg, commands-p99.svg, commands-pipelined.svg");
  }

  private static double median(CaseReport report, Load load, Contender contender, Figure figure) {
    return report
        .measurements()
        .series(Comparison.row(Request.GETBALANCE, load, contender), figure)
        .orElseThrow()
        .median();
  }

  private static void compare(Plan plan, Comparison comparison, Targets targets) {
    Contender own = plan.appliances(false).get(0);
    Request balance = Request.GETBALANCE;
    Figure rate = LoadFigures.RATE;
    if (plan.clientsOr(CLIENTS).contains(MANY.clients())) {
      targets.atLeast(
          "GETBALANCE, 100 connections: x tuned MINA",
          0.85,
          comparison.ratio(balance, MANY, rate, own, YARDSTICK));
      targets.atLeast(
          "GETBALANCE, 100 connections: x Netty",
          1.05,
          comparison.ratio(balance, MANY, rate, own, ConstantContender.NETTY));
      targets.atMost(
          "GETBALANCE, 100 connections: p99 x tuned MINA",
          1.3,
          comparison.ratio(balance, MANY, LoadFigures.P99, own, YARDSTICK));
    }
    targets.atLeast(
        "GETBALANCE, 100 connections, 16 in flight: x tuned MINA",
        0.5,
        comparison.ratio(balance, DEEP, rate, own, YARDSTICK));
    targets.atLeast(
        "STAT of 5 slots, 100 connections: x tuned MINA",
        0.8,
        comparison.ratio(Request.STAT, MANY, rate, own, YARDSTICK));
  }
}
