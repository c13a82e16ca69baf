package io.drinkd.appliance.crash.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few rounds of what {@code scripts/crash-test --bank} plays at length. */
class BankCrashIT {

  private static final String ROUNDS = System.getProperty("drinkd.bank.rounds", "4");
  private static final long PATIENCE_MINUTES = 10L * Integer.parseInt(ROUNDS);

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
    Process process =
        BankCrashMain.builder("--rounds", ROUNDS)
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
