package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.service.TestEvents;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets which events, and that nobody misses anything or holds up anybody. */
class WatchTest {

  private static final int SUBSCRIBERS = 1_000;
  private static final int PIECE = 1_000;

  @TempDir Path data;
  private House house;
  private SundayDoor door;

  @BeforeEach
  void open() throws Exception {
    house = new House(data);
    door = open(new ListenerOptions());
  }

  private SundayDoor open(ListenerOptions options) throws CannotListenException {
    return SundayDoor.open(options.settings(), house, Commands.indexed(), 1);
  }

  @AfterEach
  void close() {
    door.close(Duration.ofMillis(1));
    house.close();
  }

  @Test
  void sendsEveryoneEventsOfSlotsAndMachines() throws Exception {
    try (LineClient client = LineClient.greeted(door.port())) {
      long from = watch(client);
      enable(1, false);
      enable(1, true);
      house.linkBoards();

      assertThat(client.line()).isEqualTo("* " + (from + 1) + " SLOT d 1 disabled");
      assertThat(client.line()).isEqualTo("* " + (from + 2) + " SLOT d 1 available");
      List<String> events = new ArrayList<>();
      // The board is looked for, connects, and reports two slots and the temperature.
      while (events.size() < 5) {
        events.add(client.line().replaceFirst("^[*] \\d+ ", ""));
      }
      assertThat(events)
          .contains("MACHINE d down", "MACHINE d up", "SLOT d 3 empty", "SLOT d 4 available")
          .contains("TEMP d 72.5");
    }
  }

  @Test
  void sendsWhatElseABoardReports() throws Exception {
    try (LineClient client = LineClient.greeted(door.port())) {
      long from = watch(client);
      TestEvents.publish(house.services(), new Event.TemperatureMeasured("d", "engine", 60));
      TestEvents.publish(house.services(), new Event.ReadingChanged("d", "door", "open"));

      assertThat(client.line()).isEqualTo("* " + (from + 1) + " TEMP d 140.0 engine");
      assertThat(client.line()).isEqualTo("* " + (from + 2) + " READING d door open");
    }
  }

  @Test
  void sendsEventsOfOwnDropsAndCreditsOnly() throws Exception {
    house.linkBoards();
    try (LineClient bob = login("bob");
        LineClient poor = login("poor");
        LineClient nobody = LineClient.greeted(door.port())) {
      watch(bob);
      watch(poor);
      watch(nobody);
      bob.send("MACHINE d\nDROP 1\nSENDCREDITS 5 poor\n");

      assertThat(wordsTo(bob, "OK Credits remaining: 945", "CREDITS 945"))
          .containsSubsequence(
              "OK Welcome to Big Drink",
              "CREDITS 950",
              "DROP 1 sent",
              "DROP 1 dropped",
              "OK Credits remaining: 950",
              "OK Credits remaining: 945")
          .containsOnlyOnce("CREDITS 950", "DROP 1 dropped", "CREDITS 945");
      assertThat(wordsTo(poor, "CREDITS 15")).containsExactly("CREDITS 15");
      assertThat(nobody.ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
      assertThat(poor.ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
    }
  }

  @Test
  void sendsEventsOfCorrectionsToThoseWhomTheyConcern() throws Exception {
    house.linkBoards();
    try (LineClient bob = login("bob");
        LineClient poor = login("poor");
        LineClient alice = login("alice")) {
      bob.send("MACHINE d\nDROP 1\nSENDCREDITS 5 poor\n");
      wordsTo(bob, "OK Credits remaining: 945");
      watch(bob);
      watch(poor);

      assertThat(alice.ask("REFUND 1 it stuck")).isEqualTo("OK Refunded.");
      assertThat(wordsTo(bob, "CREDITS 995")).containsExactly("DROP 1 refunded", "CREDITS 995");
      bob.send("UNDO\n");
      assertThat(wordsTo(bob, "OK Credits remaining: 1000", "CREDITS 1000"))
          .containsExactlyInAnyOrder("CREDITS 1000", "OK Credits remaining: 1000");
      assertThat(wordsTo(poor, "CREDITS 10")).containsExactly("CREDITS 10");
    }
  }

  @Test
  void aRemovedMemberGetsNoneOfHisOldPrivateEvents() throws Exception {
    NewMember joining = new NewMember("dave", Optional.empty(), false, 0, List.of("dave00"));
    MemberRecord member = house.services().memberships().add(TestClaims.OPERATOR, joining).join();
    try (LineClient dave = LineClient.greeted(door.port())) {
      assertThat(dave.ask("IBUTTON dave00")).startsWith("OK Credits: ");
      long from = watch(dave);
      TestEvents.publish(house.services(), new Event.CreditsChanged(member.id(), 7));
      assertThat(dave.line()).isEqualTo("* " + (from + 1) + " CREDITS 7");
      house.services().memberships().close(TestClaims.OPERATOR, member).join();
      publish(1);
      long last = house.services().events().last();

      assertThat(dave.line()).isEqualTo(event(last));
      assertThat(dave.ask("WATCH " + from)).isEqualTo("OK Watching from " + from + ".");
      assertThat(dave.line()).isEqualTo(event(last));
    }
  }

  @Test
  void continuesWithoutLossOrRepeat() throws Exception {
    long from;
    try (LineClient client = LineClient.greeted(door.port())) {
      from = watch(client);
      publish(3);
      assertThat(client.lines(2)).containsExactly(event(from + 1), event(from + 2));
    }
    publish(EventLog.KEPT - 3);
    try (LineClient client = LineClient.greeted(door.port())) {
      client.send("WATCH " + from + "\n");
      assertThat(client.line()).isEqualTo("OK Watching from " + from + ".");
      for (long number = from + 1; number <= from + EventLog.KEPT; number++) {
        assertThat(client.line()).isEqualTo(event(number));
      }
      publish(1);
      assertThat(client.line()).isEqualTo(event(from + EventLog.KEPT + 1));
      assertThat(client.ask("WATCH " + from)).isEqualTo("ERR 406 Invalid parameters.");
      assertThat(client.ask("UNWATCH")).isEqualTo("OK Not watching.");
      publish(1);
      assertThat(client.ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
    }
  }

  @Test
  void givesNoNumberTwiceAfterRestartWithClockSetBack() throws Exception {
    long before;
    try (LineClient client = LineClient.greeted(door.port())) {
      watch(client);
      publish(3);
      before = house.services().events().last();
    }
    close();
    House.Options options = new House.Options();
    options.again = true;
    // It begins ten months before the clock of the first run.
    options.timers = Optional.of(new ManualTimers());
    house = new House(data, options);
    door = open(new ListenerOptions());
    try (LineClient client = LineClient.greeted(door.port())) {
      assertThat(client.ask("WATCH " + before)).isEqualTo("ERR 406 Invalid parameters.");
      long from = watch(client);
      assertThat(from).isGreaterThan(before);
      publish(2);
      assertThat(client.lines(2)).containsExactly(event(from + 1), event(from + 2));
    }
  }

  @Test
  void disconnectsSlowSubscriberWithoutDelayingOthers() throws Exception {
    try (LineClient slow = LineClient.connect(door.port(), 4_096);
        LineClient quick = LineClient.greeted(door.port())) {
      slow.send("WATCH\n");
      assertThat(slow.lines(2).get(1)).startsWith("OK Watching");
      long next = watch(quick) + 1;
      int pieces = 0;
      while (door.sessions().size() == 2) {
        assertThat(pieces++).as("pieces that nobody reads").isLessThan(2_000);
        publish(1_000);
        for (int i = 0; i < 1_000; i++) {
          assertThat(quick.line()).isEqualTo(event(next++));
        }
      }
      assertThat(quick.ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
    }
  }

  @Test
  void sendsAllEventsInOrderToThousandSubscribers() throws Exception {
    List<LineClient> clients = new ArrayList<>();
    try (LineClient slow = LineClient.connect(door.port(), 4_096)) {
      // Replies that it does not take are in the way of the events.
      slow.send("WATCH\n" + "HELP\n".repeat(10_000));
      assertThat(slow.lines(2).get(1)).startsWith("OK Watching");
      for (int i = 0; i < SUBSCRIBERS; i++) {
        clients.add(LineClient.greeted(door.port()));
      }
      long from = watchAll(clients);
      enable(2, false);
      for (LineClient client : clients) {
        assertThat(client.line()).isEqualTo("* " + (from + 1) + " SLOT d 2 disabled");
      }
      long next = from + 2;
      for (int sent = 0; sent <= EventLog.KEPT; sent += PIECE, next += PIECE) {
        publish(PIECE);
        String expected =
            LongStream.range(next, next + PIECE)
                .mapToObj(number -> event(number) + "\n")
                .collect(Collectors.joining());
        for (LineClient client : clients) {
          assertThat(client.text(expected.length())).isEqualTo(expected);
        }
      }
      await().atMost(House.PATIENCE).until(() -> door.sessions().size() == SUBSCRIBERS);
      assertThat(clients.get(0).ask("VERSION")).isEqualTo("OK drinkd 0.1.0");
    } finally {
      for (LineClient client : clients) {
        client.close();
      }
    }
    await().atMost(House.PATIENCE).until(() -> door.sessions().isEmpty());
  }

  private static long watchAll(List<LineClient> clients) throws IOException {
    long from = watch(clients.get(0));
    for (LineClient client : clients) {
      assertThat(client.ask("WATCH " + from)).isEqualTo("OK Watching from " + from + ".");
    }
    return from;
  }

  @Test
  void eventsWaitWhileAReplyIsNotComplete() throws Exception {
    ListenerOptions options = new ListenerOptions();
    options.statGap = Optional.of(Duration.ofMillis(200));
    try (SundayDoor gap = open(options);
        LineClient client = LineClient.greeted(gap.port())) {
      long from = watch(client);
      client.send("MACHINE d\nSTAT 1\n");
      assertThat(client.lines(2)).hasSize(2);
      publish(1);
      assertThat(client.lines(2)).containsExactly("OK 1 Slots retrieved", event(from + 1));
    }
  }

  private void publish(int events) {
    IntStream.range(0, events)
        .forEach(i -> TestEvents.publish(house.services(), new Event.SlotChanged("d", 1, "empty")));
  }

  private static String event(long number) {
    return "* " + number + " SLOT d 1 empty";
  }

  private void enable(int slot, boolean enabled) {
    Machine machine = house.services().foundation().machines().find("d").orElseThrow();
    SlotEdit edit = new SlotEdit("Coke", 50, 5, 0, enabled);
    house.services().foundation().machines().edit(machine, slot, before -> edit, "test").join();
  }

  private static long watch(LineClient client) throws IOException {
    return Long.parseLong(client.ask("WATCH").replaceAll("\\D", ""));
  }

  /** All lines until those are there, replies and events, whose numbers are left out. */
  private static List<String> wordsTo(LineClient client, String... last) throws IOException {
    List<String> words = new ArrayList<>();
    while (!words.containsAll(List.of(last))) {
      words.add(client.line().replaceFirst("^[*] \\d+ ", ""));
    }
    return words;
  }

  private LineClient login(String name) throws IOException {
    LineClient client = LineClient.greeted(door.port());
    client.ask("USER " + name);
    assertThat(client.ask("PASS \"" + name + "'s password\"")).startsWith("OK Credits");
    return client;
  }
}
