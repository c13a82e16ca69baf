package io.drinkd.appliance.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is found in bytes, however they are cut into packets. */
class TelnetDecoderTest {

  @Test
  void commandsAndData() {
    assertThat(TelnetFuzz.found(octets('a', 255, 255, 'b', 255, 241, 255, 246, 255, 253, 1)))
        .containsExactly("data a", "data \u00ff", "data b", "command 241", "command 246", "253 1");
  }

  @Test
  void subnegotiations() {
    assertThat(TelnetFuzz.found(octets(255, 250, 31, 0, 255, 255, 0, 24, 255, 240, 'x')))
        .containsExactly("subnegotiation 31 [0, -1, 0, 24]", "data x");
    // Too long for anything here; and one whose end is missing.
    byte[] endless = new byte[1_000];
    endless[0] = (byte) 255;
    endless[1] = (byte) 250;
    endless[998] = (byte) 255;
    endless[999] = (byte) 240;
    assertThat(TelnetFuzz.found(endless)).isEmpty();
    assertThat(TelnetFuzz.found(octets(255, 250, 31, 1, 255, 253, 3, 'x')))
        .containsExactly("253 3", "data x");
  }

  private static byte[] octets(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return bytes;
  }

  @Test
  void bytesThatWereWorthKeeping() throws Exception {
    Path folder =
        Path.of(System.getProperty("drinkd.home"))
            .resolve("appliance/server/src/test/resources/fuzz/telnet");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        TelnetFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
      }
    }
  }

  @Test
  void anyBytes() {
    Random random = new Random(854);
    for (int i = 0; i < Integer.getInteger("drinkd.fuzz.telnet-bytes", 5_000); i++) {
      TelnetFuzz.fuzzerTestOneInput(FuzzKeys.keys(random, random.nextInt(60)));
    }
  }
}
