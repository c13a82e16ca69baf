package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Requests that are answered from memory, on the appliance and on servers that answer the same
 * bytes without knowing anything.
 */
final class CommandsCase implements BenchCase {

  private static final Contender YARDSTICK = Contender.MINA_TUNED;

  /** A fresh process compiles first. */
  private static final Duration FIRST_WARM_UP = Duration.ofMillis(1_800);

  private static final Load MANY = new Load(100, 1);
  private static final Load DEEP = new Load(100, 16);

  private static final List<Contender> ALL =
      List.of(
          Contender.APPLIANCE,
          Contender.MINA_TUNED,
          Contender.MINA_STOCK,
          Contender.NETTY,
          Contender.THREAD_EACH,
          Contender.PYTHON,
          Contender.C_EPOLL);

  @Override
  public String name() {
    return "commands";
  }

  @Override
  public String purpose() {
    return "requests answered from memory, beside servers that answer a constant";
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(5, 30, 90);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Comparison comparison = new Comparison(plan, YARDSTICK, FIRST_WARM_UP);
    for (Request request : Request.values()) {
      comparison.measure(contenders(plan, request), request, loads(plan, request));
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("rows", comparison.print());
    plot(plan, comparison);
    compare(plan, comparison, aims);
    return found;
  }

  /** The whole field for one request; for the others the appliance and its yardstick. */
  private static List<Contender> contenders(Plan plan, Request request) {
    return request == Request.GETBALANCE && !plan.yardstickOnly()
        ? ALL
        : List.of(Contender.APPLIANCE, YARDSTICK);
  }

  private static List<Load> loads(Plan plan, Request request) {
    List<Load> loads = new ArrayList<>();
    if (request == Request.GETBALANCE) {
      plan.clients().forEach(clients -> loads.add(new Load(clients, 1)));
      loads.add(DEEP);
    } else {
      loads.add(MANY);
    }
    return loads;
  }

  private static void plot(Plan plan, Comparison comparison) throws IOException {
    Plot plot = new Plot("GETBALANCE, one request in flight on each connection");
    Bars bars = new Bars("GETBALANCE, 100 connections with 16 requests in flight, per second");
    comparison
        .figures()
        .forEach(
            (cell, figures) -> {
              if (cell.request() == Request.GETBALANCE && cell.load().depth() == 1) {
                plot.add(
                    cell.contender().shown(),
                    cell.load().clients(),
                    figures.rate(),
                    figures.p99Millis());
              } else if (cell.request() == Request.GETBALANCE) {
                bars.add(cell.contender().shown(), figures.rate());
              }
            });
    Path lines = plan.folder().resolve("commands.svg");
    plot.write(lines);
    Path deep = plan.folder().resolve("commands-pipelined.svg");
    bars.write(deep);
    System.out.printf(
        "plotted: %s, %s%n", plan.home().relativize(lines), plan.home().relativize(deep));
  }

  private static void compare(Plan plan, Comparison comparison, Aims aims) {
    Contender own = Contender.APPLIANCE;
    if (plan.clients().contains(MANY.clients())) {
      Request request = Request.GETBALANCE;
      aims.atLeast(
          "GETBALANCE, 100 clients: x tuned MINA",
          0.85,
          comparison.rates(request, MANY, own, YARDSTICK));
      if (!plan.yardstickOnly()) {
        aims.atLeast(
            "GETBALANCE, 100 clients: x Netty",
            1.05,
            comparison.rates(request, MANY, own, Contender.NETTY));
      }
      aims.atMost(
          "GETBALANCE, 100 clients: p99 x tuned MINA",
          1.3,
          comparison.p99s(request, MANY, own, YARDSTICK));
    }
    aims.atLeast(
        "GETBALANCE, 100 clients, 16 in flight: x tuned MINA",
        0.5,
        comparison.rates(Request.GETBALANCE, DEEP, own, YARDSTICK));
    aims.atLeast(
        "STAT of 5 slots, 100 clients: x tuned MINA",
        0.8,
        comparison.rates(Request.STAT, MANY, own, YARDSTICK));
  }
}
