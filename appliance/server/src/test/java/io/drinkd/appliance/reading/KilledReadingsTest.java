package io.drinkd.appliance.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.testkit.ManualTimers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings of a process whose disk is full for a while, and that is killed. */
class KilledReadingsTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsThereAndTheRestIsAGap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReadingsProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Writer in = process.outputWriter();
        BufferedReader out = process.inputReader()) {
      minute(in, out, 1);
      minute(in, out, 2);
      limitFiles(process, "0");
      minute(in, out, 3);
      minute(in, out, 4);
      limitFiles(process, "unlimited");
      minute(in, out, 5);
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (Readings after = new Readings(folder, new ManualTimers())) {
      List<Reading> found = after.between("d", BEGIN, BEGIN.plus(Duration.ofHours(1)), 500).join();
      assertThat(found).extracting(Reading::mean).containsExactly(1.0, 2.0, 5.0);
    }
  }

  private static void minute(Writer in, BufferedReader out, int celsius) throws IOException {
    in.write(celsius + "\n");
    in.flush();
    assertThat(lineOf(out)).isEqualTo("done");
  }

  /** Without what is logged. */
  private static String lineOf(BufferedReader out) throws IOException {
    String line = out.readLine();
    while (line != null && !line.equals("done")) {
      line = out.readLine();
    }
    return line;
  }

  /** As on a full disk, but for one process, and without rights. */
  private static void limitFiles(Process process, String bytes)
      throws IOException, InterruptedException {
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(limiting.waitFor()).isZero();
  }
}
