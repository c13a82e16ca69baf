package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random and mutated lines over sockets, each with names and passwords of its own. The property
 * {@code drinkd.fuzz.lines} says how many; {@code scripts/fuzz} sends a million.
 */
class DoorFuzzTest {

  private static final int LINES = Integer.getInteger("drinkd.fuzz.lines", 3_000);
  private static final int LINES_A_CONNECTION = 200;
  private static final long HEAP_GROWTH_MAX_BYTES = 64L << 20;

  private static final List<String> LIKELY =
      List.of(
          "USER poor",
          "PASS \"poor's password\"",
          "IBUTTON 0123456789abcdef",
          "MACHINE d",
          "MACHINE name%d",
          "USER name%d",
          "STAT",
          "STAT 1",
          "TEMP",
          "DROP 1",
          "GETBALANCE",
          "SENDCREDITS 1 name%d",
          "HISTORY 3",
          "ADDCREDITS bob 1000",
          "EDITUSER bob 1 true",
          "HELP \"%d\"",
          "WHOAMI",
          "RESOLVE 1 dropped why");

  @TempDir Path data;
  private final Random random = new Random(4_242);
  private TestDoor house;

  @BeforeEach
  void open() throws Exception {
    house = new TestDoor(data);
    // Time stands still here: a pause would never end.
    house.logins(new LoginLimits(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    house.open();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whateverIsSentTheApplianceLivesAndTheBooksAreSound() throws Exception {
    send(LINES_A_CONNECTION, 0);
    long heapBefore = usedHeapBytes();
    for (int sent = 0; sent < LINES; sent += LINES_A_CONNECTION) {
      send(LINES_A_CONNECTION, sent);
    }
    house.awaitSessions(0);
    try (LineClient client = house.greeted()) {
      assertThat(client.ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
      client.ask("USER bob");
      assertThat(client.ask("PASS \"bob's password\"")).isEqualTo("OK Credits: 1000");
    }
    assertThat(house.booksDisagreements()).isEmpty();
    assertThat(usedHeapBytes() - heapBefore).isLessThan(HEAP_GROWTH_MAX_BYTES);
  }

  /** The server may close early: one of the lines may have been QUIT, or have had no end. */
  private void send(int count, int first) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      lines.writeBytes(line(first + i));
      lines.write('\n');
    }
    try (LineClient client = house.connect()) {
      client.send(lines.toByteArray()).halfClose();
      assertThat(client.linesToEnd()).isNotEmpty();
    }
  }

  private byte[] line(int number) {
    if (random.nextInt(4) == 0) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      return bytes;
    }
    String likely = LIKELY.get(random.nextInt(LIKELY.size())).replace("%d", "" + number);
    byte[] bytes = likely.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static long usedHeapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
