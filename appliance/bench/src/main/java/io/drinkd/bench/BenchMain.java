package io.drinkd.bench;

import io.drinkd.bench.cases.BenchCase;
import io.drinkd.bench.cases.Plan;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.JsonReport;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.Build;
import io.drinkd.bench.setup.Processors;
import io.drinkd.bench.setup.SetupFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command line of {@code scripts/bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 110,
    description = {
      "Measures the appliance. Prints tables, and writes target/bench/CASE.json.",
      "Compare figures of one run only: what else the machine does is part of each."
    })
final class BenchMain implements Callable<Integer> {

  private static final String OURS = "appliance";
  private static final String THEIRS = "theirs";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "CASE",
      arity = "0..*",
      description = "which cases; if none is named, those of the default run")
  private List<String> names = new ArrayList<>();

  @Option(names = "--home", required = true, hidden = true)
  private Path home;

  @Option(
      names = "--beside",
      paramLabel = "FOLDER",
      description = {
        "another checkout of the project, built: its appliance is measured in the same rounds, and",
        "each figure is printed as ours, theirs, and their ratio"
      })
  private Path beside;

  @Mixin private BenchOptions options;

  private BenchMain() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    CommandLine line = new CommandLine(new BenchMain());
    line.getCommandSpec().usageMessage().footer(Cases.lines());
    System.exit(line.setExecutionExceptionHandler(BenchMain::failed).execute(arguments));
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    System.err.println("bench: " + e.getMessage());
    e.printStackTrace();
    return 1;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    List<BenchCase> wanted = wanted();
    Path folder = Files.createDirectories(home.resolve("target/bench"));
    List<Build> builds = builds(folder);
    Targets all = new Targets();
    long beganNanos = System.nanoTime();
    for (BenchCase bench : wanted) {
      all.add(measure(bench, options.plan(builds, folder, bench.pace())));
    }
    all.print(System.out);
    System.out.printf(Locale.ROOT, "%nin all %.0f s%n", (System.nanoTime() - beganNanos) / 1e9);
    return 0;
  }

  private List<Build> builds(Path folder) throws IOException {
    List<Build> builds = new ArrayList<>();
    builds.add(build(OURS, home, folder));
    if (beside != null) {
      builds.add(build(THEIRS, beside, folder));
      System.out.printf(Locale.ROOT, "%s: %s%n%s: %s%n", OURS, home, THEIRS, builds.get(1).home());
    }
    return builds;
  }

  /** What an earlier run has left would be taken for this build's. */
  private static Build build(String shown, Path checkout, Path folder) throws IOException {
    SetupFolder.empty(folder.resolve(shown));
    return Build.of(shown, checkout, folder.resolve(shown));
  }

  private Targets measure(BenchCase bench, Plan plan)
      throws IOException, InterruptedException, TimeoutException {
    Pace pace = plan.pace();
    System.out.printf(Locale.ROOT, "%n%s: %s%n", bench.name(), bench.purpose());
    System.out.printf(
        Locale.ROOT,
        "%d processors, Java %s; %d starts, each with %d rounds of %s; medians (middle half)%n",
        Processors.count(),
        System.getProperty("java.version"),
        pace.starts(),
        pace.rounds(),
        pace.window());
    long beganNanos = System.nanoTime();
    CaseReport report = bench.run(plan);
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    report.print(System.out);
    if (plan.builds().size() > 1) {
      report.printBeside(System.out, OURS, THEIRS);
    }
    Path file = plan.folder().resolve(bench.name() + ".json");
    JsonReport.of(bench.name(), run(plan, seconds), report).write(file);
    System.out.printf(Locale.ROOT, "written after %.0f s: %s%n", seconds, home.relativize(file));
    return report.targets();
  }

  /** What the figures depend on. */
  private static Map<String, Object> run(Plan plan, double seconds) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    run.put("seconds", seconds);
    run.put("processors", Processors.count());
    run.put("java", System.getProperty("java.version"));
    run.put("starts", plan.pace().starts());
    run.put("rounds", plan.pace().rounds());
    run.put("windowSeconds", plan.pace().window().toMillis() / 1e3);
    return run;
  }

  private List<BenchCase> wanted() {
    List<BenchCase> wanted =
        names.isEmpty()
            ? Cases.ALL.stream().filter(BenchCase::isDefault).toList()
            : names.stream().map(this::find).toList();
    if (beside != null) {
      wanted.stream()
          .filter(bench -> !bench.takesTwoBuilds())
          .findFirst()
          .ifPresent(
              bench ->
                  refuse(String.format(Locale.ROOT, "%s measures one build only", bench.name())));
    }
    return wanted;
  }

  private BenchCase find(String name) {
    return Cases.find(name)
        .orElseThrow(
            () ->
                refused(
                    String.format(
                        Locale.ROOT, "found \"%s\", expected of %s", name, Cases.names())));
  }

  private void refuse(String why) {
    throw refused(why);
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
