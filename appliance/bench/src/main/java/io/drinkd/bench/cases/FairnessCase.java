package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.ConstantContender;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * What one client that pipelines without end takes from the others: 99 that wait for each reply,
 * with and without it beside them, in turn.
 */
public final class FairnessCase implements BenchCase {

  private static final int OTHERS = 99;
  private static final int GREEDY_DEPTH = 1_000;
  private static final String LOAD = "99 clients";

  private static final Figure RATE_ALONE = new Figure("rateAlone", "alone: per second", "%,.0f");
  private static final Figure P99_ALONE = new Figure("p99MillisAlone", "p99 ms", "%.3f");
  private static final Figure RATE_BESIDE = new Figure("rateBeside", "beside: per second", "%,.0f");
  private static final Figure P99_BESIDE = new Figure("p99MillisBeside", "p99 ms", "%.3f");
  private static final Figure TIMES = new Figure("p99Ratio", "x p99", "%.2f");
  private static final Figure GREEDY_RATE = new Figure("greedyRate", "greedy: per second", "%,.0f");

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String purpose() {
    return String.format(
        Locale.ROOT,
        "%d clients that wait for each reply, beside one with %,d requests in flight",
        OTHERS,
        GREEDY_DEPTH);
  }

  @Override
  public Pace pace() {
    return new Pace(1, 7, Duration.ofMillis(1_000), Duration.ofSeconds(30));
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(
        Column.withSpread(RATE_ALONE),
        Column.median(P99_ALONE),
        Column.withSpread(RATE_BESIDE),
        Column.median(P99_BESIDE),
        Column.withSpread(TIMES),
        Column.withSpread(GREEDY_RATE));
    List<Contender> contenders = new ArrayList<>(plan.appliances(false));
    contenders.add(ConstantContender.MINA_TUNED);
    for (int start = 0; start < plan.pace().starts(); start++) {
      measure(plan, report.measurements(), contenders);
    }
    report
        .targets()
        .atMost(
            "fairness: p99 of 99 beside one with 1,000 in flight, x alone",
            2,
            report.measurements().series(new Row(LOAD, plan.own().shown()), TIMES).orElseThrow());
    return report;
  }

  private static void measure(Plan plan, Measurements all, List<Contender> contenders)
      throws IOException, InterruptedException, TimeoutException {
    Map<Contender, Server> servers = new LinkedHashMap<>();
    try {
      for (Contender contender : contenders) {
        Server server = contender.start(plan.folder(), Request.GETBALANCE, OTHERS + 1);
        servers.put(contender, server);
        try (LoadClient client = connect(server)) {
          WarmUp.until(
              client, server.process()::processorSeconds, WarmUp.FIRST, plan.pace().warmUpMost());
        }
      }
      for (int round = 0; round < plan.pace().rounds(); round++) {
        for (Map.Entry<Contender, Server> server : servers.entrySet()) {
          measure(plan, all, new Row(LOAD, server.getKey().shown()), server.getValue());
        }
      }
    } finally {
      for (Server server : servers.values()) {
        server.close();
      }
    }
  }

  private static void measure(Plan plan, Measurements all, Row row, Server server)
      throws IOException {
    LoadResult alone;
    try (LoadClient client = connect(server)) {
      alone = plan.load(client);
    }
    try (LoadClient client = connect(server)) {
      LoadConnection greedy =
          client.addUncounted(
              server.dial(), server.script(OTHERS, Request.GETBALANCE), GREEDY_DEPTH);
      LoadResult beside = plan.load(client);
      all.add(row, RATE_ALONE, alone.rate());
      all.add(row, P99_ALONE, alone.millis(0.99));
      all.add(row, RATE_BESIDE, beside.rate());
      all.add(row, P99_BESIDE, beside.millis(0.99));
      all.add(row, TIMES, beside.millis(0.99) / alone.millis(0.99));
      double seconds = plan.pace().window().plus(Pace.LEAD_IN).toNanos() / 1e9;
      all.add(row, GREEDY_RATE, greedy.replies() / seconds);
    }
  }

  private static LoadClient connect(Server server) throws IOException {
    return new LoadClient(
        server::dial, number -> server.script(number, Request.GETBALANCE), OTHERS, 1);
  }
}
