package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.LoginLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names of machines, names, passwords and iButtons that nobody has, each other than all before, and
 * from ever other addresses: nothing is kept of them without a bound. The property {@code
 * drinkd.fuzz.names} says how many; {@code scripts/fuzz} sends a million.
 *
 * <p>A password is checked on purpose as slowly as a few can be a second, so there is one for each
 * {@link #NAMES_A_PASSWORD} of the rest.
 */
class DoorNamesTest {

  private static final int NAMES = Integer.getInteger("drinkd.fuzz.names", 10_000);
  private static final int NAMES_A_CONNECTION = 100;
  private static final int NAMES_A_PASSWORD = 500;
  private static final long HEAP_GROWTH_MAX_BYTES = 32L << 20;

  @TempDir Path data;
  private TestDoor house;

  @BeforeEach
  void open() throws Exception {
    house = new TestDoor(data);
    // Wrong logins are counted but nobody is paused: time stands still here.
    house.logins(new LoginLimits(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    house.open();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void nothingIsKeptOfNamesWithoutABound() throws Exception {
    // As many as fill all that has a bound.
    send(0, Math.min(NAMES, 20_000));
    house.awaitSessions(0);
    long heapBefore = UsedHeap.bytes();
    send(NAMES, NAMES);
    house.awaitSessions(0);
    long heapAfter = UsedHeap.bytes();
    System.out.printf(
        "names: %,d of machines, members and iButtons, %,d passwords, from %,d addresses;"
            + " heap %,d kB before, %,d kB after%n",
        NAMES,
        NAMES / NAMES_A_PASSWORD,
        NAMES / NAMES_A_CONNECTION,
        heapBefore >> 10,
        heapAfter >> 10);
    assertThat(heapAfter - heapBefore).isLessThan(HEAP_GROWTH_MAX_BYTES);
    try (LineClient client = house.greeted()) {
      client.ask("USER bob");
      assertThat(client.ask("PASS \"bob's password\"")).isEqualTo("OK Credits: 1000");
    }
  }

  private void send(int from, int count) throws IOException {
    for (int first = from; first < from + count; first += NAMES_A_CONNECTION) {
      StringBuilder requests = new StringBuilder();
      List<String> replies = new ArrayList<>(List.of("OK Welcome to Floor drink server"));
      for (int name = first; name < first + NAMES_A_CONNECTION; name++) {
        requests.append("MACHINE machine").append(name);
        requests.append("\nIBUTTON ").append(Integer.toHexString(name));
        requests.append("\nUSER member").append(name).append('\n');
        replies.add("ERR 414 Invalid machine name.");
        replies.add("ERR 202 Invalid username or password.");
        replies.add("OK Password required.");
        if (name % NAMES_A_PASSWORD == 0) {
          requests.append("PASS password").append(name).append('\n');
          replies.add("ERR 202 Invalid username or password.");
        }
      }
      try (LineClient client = house.connectFrom(address(first / NAMES_A_CONNECTION))) {
        client.send(requests.toString()).halfClose();
        assertThat(client.linesToEnd()).isEqualTo(replies);
      }
    }
  }

  /** One of the sixteen million addresses of this host. */
  private static InetAddress address(int number) throws IOException {
    int counted = number + 1;
    return InetAddress.getByAddress(
        new byte[] {
          127, (byte) (1 + (counted >> 16)), (byte) (counted >> 8), (byte) counted,
        });
  }
}
