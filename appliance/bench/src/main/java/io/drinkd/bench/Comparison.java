package io.drinkd.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Servers under the same load, each in a fresh process, one of which is the yardstick. A ratio is
 * the median of the rounds' ratios. Many short rounds: what else the machine does comes and goes
 * within seconds, and so falls on the servers of one round alike, or on few rounds.
 */
final class Comparison {

  private static final int WARM_UP_CLIENTS = 100;

  private static final String ROW = "%-10s %7s %5s  %-14s %11s %8s %8s %8s %7s %7s %7s   %s%n";

  /** One request, asked in one way of one server. */
  record Cell(Request request, Load load, Contender contender) {}

  private final Plan plan;
  private final Contender yardstick;
  private final Duration firstWarmUp;
  private final Map<Cell, List<Figures.Run>> runs = new HashMap<>();

  /**
   * @param firstWarmUp how long a fresh process is loaded before anything else: it compiles first
   */
  Comparison(Plan plan, Contender yardstick, Duration firstWarmUp) {
    this.plan = plan;
    this.yardstick = yardstick;
    this.firstWarmUp = firstWarmUp;
  }

  /** Measures servers that run side by side: under each load one after the other, in each round. */
  void measure(List<Contender> contenders, Request request, List<Load> loads)
      throws IOException, InterruptedException, TimeoutException {
    int members = loads.stream().mapToInt(Load::clients).max().orElseThrow();
    Map<Contender, Server> servers = new LinkedHashMap<>();
    try {
      for (Contender contender : contenders) {
        Server server = contender.start(plan, request, members);
        servers.put(contender, server);
        if (contender.compilesAtRun()) {
          warmUp(server, request, loads);
        }
      }
      for (Load load : loads) {
        measure(servers, request, load);
      }
    } finally {
      closeAll(servers.values());
    }
  }

  /** Under each load for an equal part of the time, on not too many connections. */
  private void warmUp(Server server, Request request, List<Load> loads) throws IOException {
    List<Load> some =
        loads.stream()
            .map(load -> new Load(Math.min(WARM_UP_CLIENTS, load.clients()), load.depth()))
            .distinct()
            .toList();
    for (Load load : some) {
      try (LoadClient client = connect(server, request, load)) {
        client.closedLoop(firstWarmUp.dividedBy(some.size()), Duration.ZERO);
      }
    }
  }

  private void measure(Map<Contender, Server> servers, Request request, Load load)
      throws IOException {
    Map<Contender, LoadClient> clients = new LinkedHashMap<>();
    try {
      for (Map.Entry<Contender, Server> server : servers.entrySet()) {
        clients.put(server.getKey(), connect(server.getValue(), request, load));
      }
      for (int round = 0; round < plan.rounds(); round++) {
        for (Map.Entry<Contender, LoadClient> client : clients.entrySet()) {
          Contender contender = client.getKey();
          runs.computeIfAbsent(new Cell(request, load, contender), key -> new ArrayList<>())
              .add(load(servers.get(contender), client.getValue()));
        }
      }
    } finally {
      closeAll(clients.values());
    }
  }

  private static void closeAll(Collection<? extends Closeable> opened) throws IOException {
    for (Closeable one : opened) {
      one.close();
    }
  }

  private Figures.Run load(Server server, LoadClient client) throws IOException {
    Processors before = Processors.look(Map.of("server", server.process()));
    LoadResult result = plan.load(client);
    return new Figures.Run(result, before.used());
  }

  private static LoadClient connect(Server server, Request request, Load load) throws IOException {
    return new LoadClient(
        server::dial, number -> server.talk(number, request), load.clients(), load.depth());
  }

  /** What all rounds came to, by request and load. */
  Map<Cell, Figures> figures() {
    Comparator<Cell> order =
        Comparator.comparing(Cell::request)
            .thenComparing(cell -> cell.load.depth())
            .thenComparing(cell -> cell.load.clients())
            .thenComparing(Cell::contender);
    return runs.keySet().stream()
        .sorted(order)
        .collect(
            Collectors.toMap(
                cell -> cell,
                cell -> Figures.of(runs.get(cell)),
                (one, same) -> one,
                LinkedHashMap::new));
  }

  /** How many times the requests a second of another server a server answers. */
  double rates(Request request, Load load, Contender of, Contender to) {
    return ratio(new Cell(request, load, of), to, run -> run.result().rate());
  }

  /** How many times the p99 of another server a server takes. */
  double p99s(Request request, Load load, Contender of, Contender to) {
    return ratio(new Cell(request, load, of), to, run -> run.result().latencies().millis(0.99));
  }

  private double ratio(Cell cell, Contender to, ToDoubleFunction<Figures.Run> figure) {
    List<Figures.Run> mine = runs.get(cell);
    List<Figures.Run> others = runs.get(new Cell(cell.request, cell.load, to));
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < mine.size(); round++) {
      ratios.add(figure.applyAsDouble(mine.get(round)) / figure.applyAsDouble(others.get(round)));
    }
    return Figures.median(ratios, Double::doubleValue);
  }

  /** Prints a table; the rows are for the JSON file. */
  List<Object> print() {
    System.out.printf(
        ROW,
        "request",
        "clients",
        "depth",
        "server",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "x rate",
        "x p99",
        "µs each",
        "processors busy");
    List<Object> rows = new ArrayList<>();
    figures().forEach((cell, figures) -> rows.add(row(cell, figures)));
    System.out.println("x: times " + yardstick.shown() + ", in the same round");
    return rows;
  }

  private Map<String, Object> row(Cell cell, Figures figures) {
    double rates = rates(cell.request, cell.load, cell.contender, yardstick);
    double p99s = p99s(cell.request, cell.load, cell.contender, yardstick);
    System.out.printf(
        ROW,
        cell.request,
        cell.load.clients(),
        cell.load.depth(),
        cell.contender.shown(),
        "%,.0f".formatted(figures.rate()),
        "%.3f".formatted(figures.p50Millis()),
        "%.3f".formatted(figures.p99Millis()),
        "%.3f".formatted(figures.p999Millis()),
        "%.2f".formatted(rates),
        "%.2f".formatted(p99s),
        "%.1f".formatted(microsEach(figures)),
        Shown.processors(figures.processors()));
    Optional.of(figures.errors())
        .filter(errors -> errors > 0)
        .ifPresent(
            errors ->
                System.out.println(
                    "           %d errors: %s".formatted(errors, figures.firstError().orElse(""))));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("request", cell.request.name());
    row.put("clients", cell.load.clients());
    row.put("depth", cell.load.depth());
    row.put("server", cell.contender.shown());
    row.put("ratio", rates);
    row.put("p99Ratio", p99s);
    row.put("serverProcessorMicrosEach", microsEach(figures));
    row.putAll(figures.toMap());
    return row;
  }

  /**
   * The server's processor time for a request: of all figures the one that others disturb least.
   */
  private static double microsEach(Figures figures) {
    return figures.processors().get("server") * 1e6 / figures.rate();
  }
}
