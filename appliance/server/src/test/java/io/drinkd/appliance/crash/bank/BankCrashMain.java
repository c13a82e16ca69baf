package io.drinkd.appliance.crash.bank;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OtherClock;
import io.drinkd.appliance.process.PrivateNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The crash test of several appliances as a program of its own. It begins itself once more in
 * namespaces of its own, so that networks can be cut and disks filled without any trace.
 */
@Command(
    name = "crash-test --bank",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Three appliances with one bank, while appliances, the database and the network fail; compares",
      "the books with the cans that fell, with the replies that members got, and with the events",
      "that were heard at each. Exit codes: 0 all is right, 1 it is not, 2 usage."
    })
public final class BankCrashMain implements Callable<Integer> {

  private static final int SHOWN_VIOLATIONS = 20;
  private static final String INSIDE = "--inside";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "200",
      description = "how many; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "decides what is done and when, as far as threads let it; default random")
  private Long seed;

  @Option(
      names = "--only",
      paramLabel = "FAULT",
      split = ",",
      description = "only faults whose names begin so")
  private List<String> only = new ArrayList<>();

  @Option(names = INSIDE, hidden = true)
  private boolean inside;

  private BankCrashMain() {}

  public static void main(String[] arguments) throws Exception {
    boolean here =
        List.of(arguments).contains(INSIDE)
            || List.of(arguments).contains("--help")
            || PrivateNetwork.prefix().isEmpty();
    System.exit(
        here
            ? new CommandLine(new BankCrashMain()).execute(arguments)
            : builder(arguments).inheritIO().start().waitFor());
  }

  /** What begins the program in a process and, if possible, in namespaces of its own. */
  static ProcessBuilder builder(String... arguments) {
    List<String> prefix = PrivateNetwork.prefix();
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx400m"));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("drinkd."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.add("-Dlog4j2.configurationFile=log4j2-test.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BankCrashMain.class.getName());
    command.addAll(List.of(arguments));
    if (!prefix.isEmpty()) {
      command.add(INSIDE);
    }
    return new ProcessBuilder(command);
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("drinkd-crash-test");
    long used = seed == null ? new SplittableRandom().nextInt(1_000_000) : seed;
    List<Fault> faults =
        Fault.all(inside).stream()
            .filter(one -> only.isEmpty() || only.stream().anyMatch(one.name()::startsWith))
            .toList();
    System.out.println("crash test with a bank: " + rounds + " rounds, seed " + used);
    if (!inside) {
      System.out.println("without faults of networks and disks: no namespaces are to be had");
    }
    if (!OtherClock.isThere()) {
      System.out.println("with one clock for all: install faketime for clocks that are apart");
    }
    List<String> violations = play(folder, faults, used);
    violations.stream().limit(SHOWN_VIOLATIONS).forEach(System.out::println);
    if (violations.isEmpty()) {
      HouseFolder.remove(folder);
      return 0;
    }
    System.out.println("logs are kept in " + folder);
    return 1;
  }

  /** Plays all rounds, or up to the first that is wrong. */
  private List<String> play(Path folder, List<Fault> faults, long used) throws Exception {
    long begun = System.nanoTime();
    List<String> violations = new ArrayList<>();
    try (BankCrashTest test = new BankCrashTest(folder, inside, faults, used)) {
      for (int round = 1; round <= rounds && violations.isEmpty(); round++) {
        BankCrashTest.Result result = test.round();
        violations.addAll(result.violations());
        System.out.printf(
            "round %d: %s%s, %d drops, %.1f s%n",
            round,
            result.fault(),
            result.effect().isEmpty() ? "" : " (" + result.effect() + ")",
            result.drops(),
            result.took().toMillis() / 1_000.0);
      }
      violations.addAll(test.end());
      if (!violations.isEmpty()) {
        test.keepLogs();
      }
      System.out.println("after " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
      System.out.print(test.figures());
      System.out.println("violations  " + violations.size());
    }
    return violations;
  }
}
