package io.drinkd.appliance.finger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines and the questions in them. */
class FingerQueryTest {

  private static final int TRIES = Integer.getInteger("drinkd.fuzz.finger-bytes", 20_000);

  @Test
  void aSlotOfAMachine() {
    assertThat(FingerQuery.of("/W root beer@d"))
        .isEqualTo(new FingerQuery(true, "root beer", Optional.of("d")));
    assertThat(FingerQuery.of(" d@ ")).isEqualTo(new FingerQuery(false, "d", Optional.empty()));
  }

  static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz/finger"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void bytesThatWereFoundByFuzzing(Path file) throws IOException {
    FingerFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
  }

  @Test
  void anyBytes() {
    Random random = new Random(1288);
    byte[] usual = "/Ww @@dlebop1\t\r\n\n\0\u001b\u00fc".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] =
            random.nextInt(8) == 0
                ? (byte) random.nextInt(256)
                : usual[random.nextInt(usual.length)];
      }
      FingerFuzz.fuzzerTestOneInput(bytes);
    }
  }
}
