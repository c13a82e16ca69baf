package io.drinkd.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The same requests over TLS 1.3, beside MINA's own filter for it. */
final class TlsCase implements BenchCase {

  private static final Contender OWN = Contender.APPLIANCE_TLS;
  private static final Contender YARDSTICK = Contender.MINA_TLS;

  /** Java's ciphers are slow until they are compiled. */
  private static final Duration FIRST_WARM_UP = Duration.ofMillis(3_500);

  private static final Load MANY = new Load(100, 1);
  private static final Load DEEP = new Load(100, 16);

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
    return Pace.ofMillis(5, 70, 150);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Comparison comparison = new Comparison(plan, YARDSTICK, FIRST_WARM_UP);
    comparison.measure(List.of(OWN, YARDSTICK), Request.GETBALANCE, List.of(MANY, DEEP));
    List<Object> rows = comparison.print();
    aims.atLeast(
        "TLS, 100 clients: x tuned MINA with SslFilter",
        0.85,
        comparison.rates(Request.GETBALANCE, MANY, OWN, YARDSTICK));
    aims.atLeast(
        "TLS, 100 clients, 16 in flight: x tuned MINA with SslFilter",
        0.85,
        comparison.rates(Request.GETBALANCE, DEEP, OWN, YARDSTICK));
    return Map.of("rows", rows);
  }
}
