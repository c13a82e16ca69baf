package io.drinkd.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * What one client that pipelines without end takes from the others: 99 that wait for each reply,
 * with and without it beside them, in turn.
 */
final class FairnessCase implements BenchCase {

  private static final int OTHERS = 99;
  private static final int GREEDY_DEPTH = 1_000;
  private static final Duration FIRST_WARM_UP = Duration.ofMillis(1_200);

  private static final String ROW = "%-11s %15s %13s %15s %13s %7s %15s%n";

  /** One round: the others' replies, and how many a second the greedy one got. */
  private record Round(LoadResult without, LoadResult with, double greedyRate) {

    double p99Ratio() {
      return with.latencies().millis(0.99) / without.latencies().millis(0.99);
    }
  }

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String purpose() {
    return "%d clients that wait for each reply, beside one with %,d requests in flight"
        .formatted(OTHERS, GREEDY_DEPTH);
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 300, 700);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    System.out.printf(
        ROW, "server", "alone: rate", "p99 ms", "beside: rate", "p99 ms", "x p99", "greedy: rate");
    List<Object> rows = new ArrayList<>();
    for (Contender contender : List.of(Contender.APPLIANCE, Contender.MINA_TUNED)) {
      List<Round> rounds = new ArrayList<>();
      try (Server server = contender.start(plan, Request.GETBALANCE, OTHERS + 1)) {
        load(server, false, FIRST_WARM_UP, Duration.ZERO);
        for (int round = 0; round < plan.rounds(); round++) {
          rounds.add(measure(plan, server));
        }
      }
      rows.add(row(contender, rounds));
      if (contender == Contender.APPLIANCE) {
        aims.atMost(
            "fairness: p99 of 99 beside one with 1,000 in flight, x alone",
            2,
            Figures.median(rounds, Round::p99Ratio));
      }
    }
    return Map.of("rows", rows);
  }

  private static Round measure(Plan plan, Server server) throws IOException {
    LoadResult without = load(server, false, plan.warmUp(), plan.measured()).result;
    Both with = load(server, true, plan.warmUp(), plan.measured());
    double seconds = plan.warmUp().plus(plan.measured()).toNanos() / 1e9;
    return new Round(without, with.result, with.greedyReplies / seconds);
  }

  private record Both(LoadResult result, long greedyReplies) {}

  private static Both load(Server server, boolean greedy, Duration warmUp, Duration measured)
      throws IOException {
    try (LoadClient client =
        new LoadClient(
            server::dial, number -> server.talk(number, Request.GETBALANCE), OTHERS, 1)) {
      if (!greedy) {
        return new Both(client.closedLoop(warmUp, measured), 0);
      }
      LoadConnection taker =
          client.addUncounted(server.dial(), server.talk(OTHERS, Request.GETBALANCE), GREEDY_DEPTH);
      return new Both(client.closedLoop(warmUp, measured), taker.replies());
    }
  }

  private static Map<String, Object> row(Contender contender, List<Round> rounds) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("server", contender.shown());
    row.put("rateAlone", Figures.median(rounds, round -> round.without.rate()));
    row.put("p99MillisAlone", Figures.median(rounds, round -> p99(round.without)));
    row.put("rateBeside", Figures.median(rounds, round -> round.with.rate()));
    row.put("p99MillisBeside", Figures.median(rounds, round -> p99(round.with)));
    row.put("p99Ratio", Figures.median(rounds, Round::p99Ratio));
    row.put("greedyRate", Figures.median(rounds, Round::greedyRate));
    System.out.printf(
        ROW,
        contender.shown(),
        "%,.0f".formatted(row.get("rateAlone")),
        "%.3f".formatted(row.get("p99MillisAlone")),
        "%,.0f".formatted(row.get("rateBeside")),
        "%.3f".formatted(row.get("p99MillisBeside")),
        "%.2f".formatted(row.get("p99Ratio")),
        "%,.0f".formatted(row.get("greedyRate")));
    return row;
  }

  private static double p99(LoadResult result) {
    return result.latencies().millis(0.99);
  }
}
