package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Requests that are answered from memory, on the appliance and on servers that answer the same
 * bytes without knowing anything. All are measured in turn in each round, each in a fresh process;
 * a ratio is the median of the rounds' ratios.
 */
final class CommandsCase implements BenchCase {

  private static final Contender YARDSTICK = Contender.MINA_TUNED;
  private static final int DEEP = 16;
  private static final int MANY = 100;

  /** A fresh process compiles first. */
  private static final Duration FIRST_WARM_UP = Duration.ofMillis(1_500);

  private static final String ROW = "%-10s %7s %5s  %-11s %11s %8s %8s %8s %7s %7s %7s   %s%n";

  /** How a server is loaded: connections, and requests in flight on each. */
  private record Load(int clients, int depth) {}

  private record Cell(Request request, Load load, Contender contender) {}

  @Override
  public String name() {
    return "commands";
  }

  @Override
  public String purpose() {
    return "requests answered from memory, beside servers that answer a constant";
  }

  @Override
  public Map<String, Object> run(Plan plan) throws IOException, InterruptedException {
    Map<Cell, List<Figures.Run>> runs = new LinkedHashMap<>();
    for (int round = 0; round < plan.rounds(); round++) {
      for (Request request : Request.values()) {
        for (Contender contender : contenders(request)) {
          measure(plan, request, contender, runs);
        }
      }
    }
    return Map.of("rows", print(plan, runs));
  }

  /** The whole field for one request; for the others the appliance and its yardstick. */
  private static List<Contender> contenders(Request request) {
    return request == Request.GETBALANCE
        ? Arrays.asList(Contender.values())
        : List.of(Contender.APPLIANCE, YARDSTICK);
  }

  private static List<Load> loads(Plan plan, Request request) {
    List<Load> loads = new ArrayList<>();
    if (request == Request.GETBALANCE) {
      plan.clients().forEach(clients -> loads.add(new Load(clients, 1)));
      loads.add(new Load(MANY, DEEP));
    } else {
      loads.add(new Load(MANY, 1));
    }
    return loads;
  }

  private static void measure(
      Plan plan, Request request, Contender contender, Map<Cell, List<Figures.Run>> runs)
      throws IOException, InterruptedException {
    List<Load> loads = loads(plan, request);
    int members = loads.stream().mapToInt(Load::clients).max().orElseThrow();
    try (Server server = contender.start(plan, request, members)) {
      warmUp(server, request, Math.min(MANY, members));
      for (Load load : loads) {
        runs.computeIfAbsent(new Cell(request, load, contender), key -> new ArrayList<>())
            .add(load(plan, server, request, load));
      }
    }
  }

  private static void warmUp(Server server, Request request, int clients) throws IOException {
    try (LoadClient client = connect(server, request, new Load(clients, 1))) {
      client.closedLoop(FIRST_WARM_UP, Duration.ZERO);
    }
  }

  private static Figures.Run load(Plan plan, Server server, Request request, Load load)
      throws IOException {
    try (LoadClient client = connect(server, request, load)) {
      Processors before = Processors.look(Map.of("server", server.process()));
      LoadResult result = plan.load(client);
      return new Figures.Run(result, before.used());
    }
  }

  private static LoadClient connect(Server server, Request request, Load load) throws IOException {
    return new LoadClient(
        server.address(), number -> server.talk(number, request), load.clients(), load.depth());
  }

  private static List<Object> print(Plan plan, Map<Cell, List<Figures.Run>> runs)
      throws IOException {
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
        "x tuned",
        "x p99",
        "µs each",
        "processors busy");
    List<Object> rows = new ArrayList<>();
    Plot plot = new Plot("GETBALANCE, one request in flight on each connection");
    for (Request request : Request.values()) {
      for (Load load : loads(plan, request)) {
        for (Contender contender : contenders(request)) {
          Cell cell = new Cell(request, load, contender);
          Figures figures = Figures.of(runs.get(cell));
          rows.add(row(cell, figures, runs));
          if (request == Request.GETBALANCE && load.depth() == 1) {
            plot.add(contender.shown(), load.clients(), figures.rate(), figures.p99Millis());
          }
        }
      }
    }
    Path file = plan.folder().resolve("commands.svg");
    plot.write(file);
    System.out.println("plotted: " + plan.home().relativize(file));
    return rows;
  }

  private static Map<String, Object> row(
      Cell cell, Figures figures, Map<Cell, List<Figures.Run>> runs) {
    List<Figures.Run> mine = runs.get(cell);
    List<Figures.Run> yardstick = runs.get(new Cell(cell.request, cell.load, YARDSTICK));
    double rates = ratio(mine, yardstick, run -> run.result().rate());
    double p99s = ratio(mine, yardstick, run -> run.result().latencies().millis(0.99));
    System.out.printf(
        ROW,
        cell.request,
        cell.load.clients,
        cell.load.depth,
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
    row.put("clients", cell.load.clients);
    row.put("depth", cell.load.depth);
    row.put("server", cell.contender.shown());
    row.put("ratioToTunedMina", rates);
    row.put("p99RatioToTunedMina", p99s);
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

  private static double ratio(
      List<Figures.Run> of, List<Figures.Run> to, ToDoubleFunction<Figures.Run> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < of.size(); round++) {
      ratios.add(figure.applyAsDouble(of.get(round)) / figure.applyAsDouble(to.get(round)));
    }
    return Figures.median(ratios, Double::doubleValue);
  }
}
