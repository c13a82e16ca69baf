package io.drinkd.appliance.crash;

import io.drinkd.appliance.process.HouseFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The crash test as a program of its own, for as many rounds as one likes. */
@Command(
    name = "crash-test",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ends the appliance again and again, by kill -9 and at each point at which that could"
          + " matter,",
      "while members drop drinks and boards fail, and compares the books with the cans that fell",
      "and with the replies that members got. Exit codes: 0 all is right, 1 it is not, 2 usage."
    })
public final class CrashTestMain implements Callable<Integer> {

  private static final int ROUNDS_A_LINE = 10;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "200",
      description = "how often it is ended; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "decides what is done and when, as far as threads let it; default random")
  private Long seed;

  private CrashTestMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CrashTestMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("drinkd-crash-test");
    CrashFigures figures =
        run(folder, rounds, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    if (figures.violations().isEmpty()) {
      HouseFolder.remove(folder);
      return 0;
    }
    System.out.println("books and can logs are kept in " + folder);
    return 1;
  }

  /**
   * Runs all rounds, or up to the first with a violation, and prints the figures.
   *
   * @param folder an empty one for books and logs
   */
  static CrashFigures run(Path folder, int rounds, OptionalLong givenSeed) throws IOException {
    long seed = givenSeed.orElseGet(() -> new SplittableRandom().nextInt(1_000_000));
    System.out.println("crash test: " + rounds + " rounds, seed " + seed);
    long startedNanos = System.nanoTime();
    try (CrashTest test = new CrashTest(folder, seed)) {
      for (int round = 1; round <= rounds; round++) {
        CrashFigures figures = test.round();
        if (!figures.violations().isEmpty()) {
          return shown(round, startedNanos, figures);
        }
        if (round % ROUNDS_A_LINE == 0) {
          System.out.println("round " + round + ": " + figures.shortly());
        }
      }
      return shown(rounds, startedNanos, test.lastRound());
    }
  }

  private static CrashFigures shown(int rounds, long startedNanos, CrashFigures figures) {
    Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
    System.out.println("after " + rounds + " rounds in " + took.toSeconds() + " s");
    System.out.println(figures);
    return figures;
  }
}
