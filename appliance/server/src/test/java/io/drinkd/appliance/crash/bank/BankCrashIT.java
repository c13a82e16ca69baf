package io.drinkd.appliance.crash.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few rounds of what {@code scripts/crash-test --bank} plays at length: one of each fault that is
 * worst. With {@code -Ddrinkd.bank.rounds=N} so many of all.
 */
class BankCrashIT {

  private static final int ROUNDS = Integer.getInteger("drinkd.bank.rounds", 0);
  private static final List<String> WORST =
      List.of("replica promoted", "database killed", "all packets lost", "frozen before");
  private static final long PATIENCE_MINUTES = 9 + 2L * ROUNDS;

  @Test
  void nothingIsLostAndNothingIsDoubled(@TempDir Path folder) throws Exception {
    Path said = folder.resolve("said");

    int code = run(said);

    String text = Files.readString(said);
    System.out.println(text);
    assertThat(code).as(text).isZero();
    assertThat(text).contains("violations  0");
  }

  private static int run(Path said) throws IOException, InterruptedException {
    String[] arguments =
        ROUNDS > 0
            ? new String[] {"--rounds", String.valueOf(ROUNDS)}
            : new String[] {"--rounds", "4", "--only", String.join(",", WORST)};
    Process process =
        BankCrashMain.builder(arguments)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      return process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
