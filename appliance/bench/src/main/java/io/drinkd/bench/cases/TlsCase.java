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

/** GETBALANCE over TLS 1.3, beside MINA's own filter for it. */
public final class TlsCase implements BenchCase {

  private static final ConstantContender YARDSTICK = ConstantContender.MINA_TLS;
  private static final List<Load> LOADS = List.of(new Load(100, 1), new Load(100, 16));

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public String purpose() {
    return "GETBALANCE over TLS 1.3, beside tuned MINA with MINA's SslFilter";
  }

  @Override
  public Pace pace() {
    return new Pace(2, 6, Duration.ofMillis(1_000), Duration.ofSeconds(40));
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(
        LoadFigures.columns(
            Column.ratio("x SslFilter", LoadFigures.RATE, YARDSTICK.shown()),
            Column.ratio("x p99", LoadFigures.P99, YARDSTICK.shown())));
    List<Contender> contenders = new ArrayList<>(plan.appliances(true));
    Contender own = contenders.get(0);
    contenders.add(YARDSTICK);
    Comparison comparison = new Comparison(plan, report);
    comparison.measure(contenders, Request.GETBALANCE, LOADS);
    for (Load load : LOADS) {
      report
          .targets()
          .atLeast(
              String.format(Locale.ROOT, "TLS, %s: x tuned MINA with SslFilter", load),
              0.85,
              comparison.ratio(Request.GETBALANCE, load, LoadFigures.RATE, own, YARDSTICK));
    }
    return report;
  }
}
