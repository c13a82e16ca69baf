package io.drinkd.bench;

import io.drinkd.bench.cases.Plan;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.setup.Build;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** How thoroughly and in which sizes; what is not given is as the case has it. */
final class BenchOptions {

  @Option(names = "--starts", description = "how often all that is measured is started")
  private Integer starts;

  @Option(names = "--rounds", description = "how often each is measured after a start, in turn")
  private Integer rounds;

  @Option(names = "--window", description = "how long each measurement lasts, such as PT5S")
  private Duration window;

  @Option(names = "--warm-up", description = "how long each may take to become steady, at most")
  private Duration warmUp;

  @Option(
      names = "--clients",
      split = ",",
      description = "getbalance, commands, drops: how many connections, each in turn")
  private List<Integer> clients = new ArrayList<>();

  @Option(
      names = "--boards",
      split = ",",
      defaultValue = "16",
      description = "drops: how many machines, each in turn; default ${DEFAULT-VALUE}")
  private List<Integer> boards;

  @Option(
      names = "--idle",
      defaultValue = "10000",
      description = "idle: how many connections; default ${DEFAULT-VALUE}")
  private int idle;

  @Option(
      names = "--members",
      split = ",",
      defaultValue = "10,100000",
      description = "growth, bank-growth: how many members, each in turn; default ${DEFAULT-VALUE}")
  private List<Integer> members;

  @Option(
      names = "--machines",
      split = ",",
      defaultValue = "1,1000",
      description = "growth: how many machines, each in turn; default ${DEFAULT-VALUE}")
  private List<Integer> machines;

  @Option(
      names = "--entries",
      split = ",",
      defaultValue = "10,1000000",
      description = "growth: how many ledger entries, each in turn; default ${DEFAULT-VALUE}")
  private List<Integer> entries;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = {
        "N requests a second are sent on all connections together, whatever comes back, and",
        "latency counts from when each should have been sent"
      })
  private Double rate;

  /**
   * @param own how thoroughly the case measures by itself
   */
  Plan plan(List<Build> builds, Path folder, Pace own) {
    Pace pace =
        new Pace(
            starts == null ? own.starts() : starts,
            rounds == null ? own.rounds() : rounds,
            window == null ? own.window() : window,
            warmUp == null ? own.warmUpMost() : warmUp);
    return new Plan(
        builds,
        folder,
        pace,
        clients,
        new Plan.Sizes(boards, idle, members, machines, entries),
        rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate));
  }
}
