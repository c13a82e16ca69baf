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
          new DropsCase(), new CommandsCase(), new IdleCase(), new StartCase(), new LoginCase());

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "CASE",
      arity = "0..*",
      description = "which cases; all if none is named")
  private List<String> names = new ArrayList<>();

  @Option(names = "--home", required = true, description = "the checkout")
  private Path home;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "how often each is measured, in turn; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "PT0.5S",
      description = "before each run counts; default ${DEFAULT-VALUE}")
  private Duration warmUp;

  @Option(
      names = "--measured",
      defaultValue = "PT1S",
      description = "how long each run counts; default ${DEFAULT-VALUE}")
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
      names = "--rate",
      paramLabel = "N",
      description = {
        "commands: N requests a second leave on all connections together, whatever comes back, and",
        "latency counts from when each should have left; else each connection waits for its reply"
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
    Plan plan = new Plan(home, folder, rounds, warmUp, measured, clients, boards, rate());
    for (BenchCase bench : wanted) {
      System.out.printf("%n%s: %s%n", bench.name(), bench.purpose());
      System.out.printf(
          "%d processors, Java %s; %d rounds of %s after a warm-up of %s; medians%n",
          Processors.count(), System.getProperty("java.version"), rounds, measured, warmUp);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("case", bench.name());
      json.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      json.put("processors", Processors.count());
      json.put("java", System.getProperty("java.version"));
      json.put("rounds", rounds);
      json.put("measuredSeconds", measured.toMillis() / 1e3);
      json.putAll(bench.run(plan));
      Path file = folder.resolve(bench.name() + ".json");
      Files.writeString(file, Json.text(json) + "\n");
      System.out.println("written: " + home.relativize(file));
    }
    return 0;
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
