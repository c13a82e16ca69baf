package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code scripts/bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the appliance. Prints tables, and writes target/bench/CASE.json.",
      "Compare figures of one run only: what else the machine does is part of each."
    })
final class BenchMain implements Callable<Integer> {

  private static final List<BenchCase> CASES =
      List.of(
          new CommandsCase(),
          new TlsCase(),
          new DropsCase(),
          new FairnessCase(),
          new HostileCase(),
          new WatchCase(),
          new IdleCase(),
          new LoginCase(),
          new GrowthCase(),
          new StartCase(),
          new SoakCase());

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "CASE",
      arity = "0..*",
      description = "which cases; all if none is named")
  private List<String> names = new ArrayList<>();

  @Option(names = "--home", required = true, description = "the checkout")
  private Path home;

  @Option(names = "--rounds", description = "how often each is measured, in turn")
  private Integer rounds;

  @Option(names = "--warm-up", description = "before each run counts, such as PT1S")
  private Duration warmUp;

  @Option(names = "--measured", description = "how long each run counts, such as PT5S or PT30M")
  private Duration measured;

  @Option(
      names = "--clients",
      split = ",",
      defaultValue = "1,10,100,1000",
      description = "how many connections, each in turn; default ${DEFAULT-VALUE}")
  private List<Integer> clients;

  @Option(
      names = "--boards",
      split = ",",
      defaultValue = "16,4,1",
      description = "how many machines drop, each in turn; default ${DEFAULT-VALUE}")
  private List<Integer> boards;

  @Option(
      names = "--idle",
      defaultValue = "10000",
      description = "how many connections say nothing; default ${DEFAULT-VALUE}")
  private int idle;

  @Option(
      names = "--members",
      split = ",",
      defaultValue = "10,100000",
      description = "growth: how many members, each in turn; default ${DEFAULT-VALUE}")
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
      names = "--yardstick-only",
      description = "commands: beside tuned MINA only, so that there is time to measure thoroughly")
  private boolean yardstickOnly;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = {
        "commands, tls, soak: N requests a second leave on all connections together, whatever comes",
        "back, and latency counts from when each should have left"
      })
  private Double rate;

  private BenchMain() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(
        new CommandLine(new BenchMain())
            .setExecutionExceptionHandler(BenchMain::failed)
            .execute(arguments));
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    System.err.println("bench: " + e.getMessage());
    e.printStackTrace();
    return 1;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    List<BenchCase> wanted = names.isEmpty() ? CASES : names.stream().map(this::find).toList();
    Path folder = Files.createDirectories(home.resolve("target/bench"));
    Aims all = new Aims();
    long begun = System.nanoTime();
    for (BenchCase bench : wanted) {
      Aims aims = new Aims();
      Path file = measure(bench, folder, aims);
      System.out.println("written: " + home.relativize(file));
      all.add(aims);
    }
    all.print();
    System.out.printf("%nin all %.0f s%n", (System.nanoTime() - begun) / 1e9);
    return 0;
  }

  private Path measure(BenchCase bench, Path folder, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Pace pace = pace(bench.pace());
    System.out.printf("%n%s: %s%n", bench.name(), bench.purpose());
    System.out.printf(
        "%d processors, Java %s; %d rounds of %s after a warm-up of %s; medians%n",
        Processors.count(),
        System.getProperty("java.version"),
        pace.rounds(),
        pace.measured(),
        pace.warmUp());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", bench.name());
    json.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("processors", Processors.count());
    json.put("java", System.getProperty("java.version"));
    json.put("rounds", pace.rounds());
    json.put("measuredSeconds", pace.measured().toMillis() / 1e3);
    Plan.Growth growth = new Plan.Growth(members, machines, entries);
    json.putAll(
        bench.run(
            new Plan(home, folder, pace, clients, boards, idle, growth, yardstickOnly, rate()),
            aims));
    json.put("aims", aims.toList());
    return Files.writeString(folder.resolve(bench.name() + ".json"), Json.text(json) + "\n");
  }

  /** What the command line says of it, and for the rest what the case has by itself. */
  private Pace pace(Pace own) {
    return new Pace(
        rounds == null ? own.rounds() : rounds,
        warmUp == null ? own.warmUp() : warmUp,
        measured == null ? own.measured() : measured);
  }

  private OptionalDouble rate() {
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  private BenchCase find(String name) {
    return CASES.stream()
        .filter(bench -> bench.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "found \"%s\", expected of %s"
                        .formatted(
                            name,
                            CASES.stream()
                                .map(BenchCase::name)
                                .collect(Collectors.joining(", ")))));
  }
}
