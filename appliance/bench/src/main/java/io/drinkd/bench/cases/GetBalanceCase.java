package io.drinkd.bench.cases;

import io.drinkd.bench.load.Load;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.setup.ConstantContender;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** One request that is answered from memory, beside the most that MINA gives. */
public final class GetBalanceCase implements BenchCase {

  private static final ConstantContender YARDSTICK = ConstantContender.MINA_TUNED;
  private static final List<Integer> CLIENTS = List.of(100, 1_000);

  @Override
  public String name() {
    return "getbalance";
  }

  @Override
  public String purpose() {
    return "GETBALANCE beside tuned MINA, which answers the same bytes and does nothing else";
  }

  @Override
  public Pace pace() {
    return new Pace(2, 5, Duration.ofMillis(1_000), Duration.ofSeconds(24));
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(
        LoadFigures.columns(
            Column.ratio("x MINA tuned", LoadFigures.RATE, YARDSTICK.shown()),
            Column.ratio("x p99", LoadFigures.P99, YARDSTICK.shown())));
    List<Contender> contenders = new ArrayList<>(plan.appliances(false));
    Contender own = contenders.get(0);
    contenders.add(YARDSTICK);
    List<Load> loads = plan.clientsOr(CLIENTS).stream().map(count -> new Load(count, 1)).toList();
    Comparison comparison = new Comparison(plan, report);
    comparison.measure(contenders, Request.GETBALANCE, loads);
    for (Load load : loads) {
      if (CLIENTS.contains(load.clients())) {
        report
            .targets()
            .atLeast(
                String.format(Locale.ROOT, "GETBALANCE, %s: x tuned MINA", load),
                0.85,
                comparison.ratio(Request.GETBALANCE, load, LoadFigures.RATE, own, YARDSTICK));
      }
    }
    return report;
  }
}
