package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.member.NewMember;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
      List.of("VERSION\n", "IBUTTON 01ab23cd\nMACHINE d\n", "IBUTTON fa11\nMACHINE d\n");

  @TempDir Path data;
  private final List<SundayDoor> doors = new ArrayList<>();
  private final ExecutorService clients = Executors.newFixedThreadPool(2);
  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House(data).linkBoards();
    // All come from one address, and nothing here is about pauses.
    house.logins = new LoginLimits(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(1));
    house
        .members()
        .add(new NewMember("chief", Optional.empty(), true, 0, List.of("FA11")), "test")
        .join();
    Core core = house.core(house.timers());
    for (String dialect : Dialects.names()) {
      ListenerOptions options = new ListenerOptions();
      options.dialect = dialect;
      doors.add(SundayDoor.open(options.settings(), core, Commands.indexed(), 1));
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
    sendToBoth(LINES);
    awaitNobody();
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    long heapAfter = UsedHeap.bytes();
    System.out.printf(
        "fuzz: %,d lines in %d s; heap %,d kB before, %,d kB after; books: %s%n",
        LINES, seconds, heapBefore >> 10, heapAfter >> 10, house.booksDisagreements());
    for (SundayDoor door : doors) {
      try (LineClient client = LineClient.greeted(door.port())) {
        assertThat(client.ask("VERSION")).contains("drinkd 0.1.0");
        client.ask("USER bob");
        assertThat(client.ask("PASS \"bob's password\"")).startsWith("OK");
      }
    }
    assertThat(house.booksDisagreements()).isEmpty();
    assertThat(heapAfter - heapBefore).isLessThan(HEAP_GROWTH_MAX_BYTES);
  }

  private void awaitNobody() {
    await()
        .atMost(House.PATIENCE)
        .until(() -> doors.stream().allMatch(door -> door.sessions().isEmpty()));
  }

  /** Half of the lines to each door, at the same time. */
  private void sendToBoth(int count) throws Exception {
    List<Future<?>> senders = new ArrayList<>();
    for (SundayDoor door : doors) {
      FuzzLines lines = new FuzzLines(4_242 + doors.indexOf(door));
      senders.add(clients.submit(() -> send(door, lines, count / doors.size())));
    }
    for (Future<?> sender : senders) {
      sender.get();
    }
  }

  private static Void send(SundayDoor door, FuzzLines lines, int count) throws IOException {
    for (int sent = 0; sent < count; sent += LINES_A_CONNECTION) {
      String beginning = BEGINNINGS.get(sent / LINES_A_CONNECTION % BEGINNINGS.size());
      try (LineClient client = LineClient.connect(door.port())) {
        client.send(beginning).send(lines.lines(sent, LINES_A_CONNECTION)).halfClose();
        // The server may close early: one of the lines may have been QUIT.
        assertThat(client.linesToEnd()).hasSizeGreaterThan(1);
      }
    }
    return null;
  }
}
