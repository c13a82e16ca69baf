package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With its class-data archive, a command takes at most three times the processor time of an empty
 * Java program. Processor time, because a busy machine changes what a clock shows.
 */
class StartTimeIT {

  private static final double TIMES_MAX = 3;
  private static final int ROUNDS = 7;

  private static final Path HOME = Path.of(System.getProperty("drinkd.home")).toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  @TempDir Path folder;

  @Test
  void startsInAtMostThreeTimesAnEmptyProgram() throws Exception {
    RunningHouse house = RunningHouse.get();
    Path settings = house.loggedIn(house.member(20), house.port("sunday"));
    List<String> balance =
        List.of(
            HOME.resolve("scripts/drink").toString(), "--settings", settings.toString(), "balance");
    archive(settings);
    List<String> empty =
        List.of(
            JAVA,
            "-cp",
            HOME.resolve("appliance/client/target/test-classes").toString(),
            EmptyMain.class.getName());

    long shortestEmpty = Long.MAX_VALUE;
    long shortest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      shortestEmpty = Math.min(shortestEmpty, millis(empty));
      shortest = Math.min(shortest, millis(balance));
    }

    assertThat((double) shortest / shortestEmpty)
        .as("%d ms, an empty program %d ms", shortest, shortestEmpty)
        .isLessThanOrEqualTo(TIMES_MAX);
  }

  /** Makes the archive as the build does, of what this command loads. */
  private void archive(Path settings) throws IOException, InterruptedException {
    String script =
        """
        set -euo pipefail
        source "$1/scripts/checkout.sh"
        run_drink_listing "$2/loaded" --settings "$3" balance &
        wait $!
        listed <"$2/loaded" >"$2/drink.lst"
        "$1/scripts/archive-classes" "$2"
        """;
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(HOME.toString(), folder.toString(), settings.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  /** The processor time of a command, of its parts in user mode and in the kernel. */
  private long millis(List<String> command) throws IOException, InterruptedException {
    Path times = folder.resolve("times");
    List<String> line =
        new ArrayList<>(
            List.of("bash", "-c", "\"$@\" >/dev/null; times >\"$0\"", times.toString()));
    line.addAll(command);
    assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
    // The second line is that of the children, such as 0m0.120s 0m0.031s.
    Duration sum = Duration.ZERO;
    for (String time : Files.readAllLines(times).get(1).split(" ")) {
      sum = sum.plus(Duration.parse("PT" + time.toUpperCase(java.util.Locale.ROOT)));
    }
    return sum.toMillis();
  }
}
