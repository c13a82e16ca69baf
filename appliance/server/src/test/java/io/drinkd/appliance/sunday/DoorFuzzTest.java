package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random and mutated lines over sockets, in both dialects at once, from strangers, members and
 * admins. The property {@code drinkd.fuzz.lines} says how many; {@code scripts/fuzz} sends a
 * million.
 */
class DoorFuzzTest {

  private static final int LINES = Integer.getInteger("drinkd.fuzz.lines", 20_000);
  private static final int LINES_A_CONNECTION = 200;
  private static final long HEAP_GROWTH_MAX_BYTES = 32L << 20;

  /** What a connection sends first: that of a stranger, of a member, of an admin. */
  private static final List<String> BEGINNINGS =
      List.of(
          "VERSION\n",
          "IBUTTON 01ab23cd\nMACHINE d\n",
          "USER alice\nPASS \"alice's password\"\nMACHINE d\n");

  private static final Pattern LAST_LINE = Pattern.compile("OK|ERR|WARN|[{]");

  @TempDir Path data;
  private final List<SundayDoor> doors = new ArrayList<>();
  private final ExecutorService clients = Executors.newFixedThreadPool(2);
  private House house;

  @BeforeEach
  void open() throws Exception {
    House.Options houseOptions = new House.Options();
    // All come from one address, and nothing here is about pauses.
    houseOptions.logins =
        new LoginLimits(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(1));
    house = new House(data, houseOptions).linkBoards();
    for (String dialect : Dialects.names()) {
      ListenerOptions options = new ListenerOptions();
      options.dialect = dialect;
      doors.add(SundayDoor.open(options.settings(), house, Commands.indexed(), 1));
    }
  }

  @AfterEach
  void close() {
    clients.shutdownNow();
    doors.forEach(door -> door.close(Duration.ofMillis(1)));
    house.close();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void whateverIsSentTheApplianceLivesAndTheBooksAreSound() throws Exception {
    sendToBoth(LINES / 20);
    awaitNobody();
    long heapBefore = UsedHeap.bytes();
    long begin = System.nanoTime();
    long replies = sendToBoth(LINES);
    awaitNobody();
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    long heapAfter = UsedHeap.bytes();
    System.out.printf(
        "fuzz: %,d lines, %,d replies in %d s; heap %,d kB before, %,d kB after; wrong in the books:"
            + " %s%n",
        LINES, replies, seconds, heapBefore >> 10, heapAfter >> 10, house.booksDisagreements());
    for (SundayDoor door : doors) {
      try (LineClient client = LineClient.greeted(door.port())) {
        assertThat(client.ask("VERSION")).contains("drinkd 0.1.0");
        client.ask("USER bob");
        assertThat(client.ask("PASS \"bob's password\"")).startsWith("OK");
      }
    }
    assertThat(house.booksDisagreements()).isEmpty();
    // The rest were blank, or bytes that Telnet has a use for.
    assertThat(replies).isGreaterThan(LINES * 9L / 10);
    assertThat(heapAfter - heapBefore).isLessThan(HEAP_GROWTH_MAX_BYTES);
  }

  private void awaitNobody() {
    await()
        .atMost(House.PATIENCE)
        .until(() -> doors.stream().allMatch(door -> door.sessions().isEmpty()));
  }

  /** Half of the lines to each door, at the same time; returns how many replies came. */
  private long sendToBoth(int count) throws Exception {
    List<Future<Long>> senders = new ArrayList<>();
    for (SundayDoor door : doors) {
      FuzzLines lines = new FuzzLines(4_242 + doors.indexOf(door));
      senders.add(clients.submit(() -> send(door, lines, count / doors.size())));
    }
    long replies = 0;
    for (Future<Long> sender : senders) {
      replies += sender.get();
    }
    return replies;
  }

  private static long send(SundayDoor door, FuzzLines lines, int count) throws IOException {
    long replies = 0;
    for (int sent = 0; sent < count; sent += LINES_A_CONNECTION) {
      String beginning = BEGINNINGS.get(sent / LINES_A_CONNECTION % BEGINNINGS.size());
      try (LineClient client = LineClient.connect(door.port())) {
        client.send(beginning).send(lines.lines(sent, LINES_A_CONNECTION)).halfClose();
        replies +=
            client.linesToEnd().stream()
                .filter(line -> LAST_LINE.matcher(line).lookingAt())
                .count();
      }
    }
    return replies;
  }
}
