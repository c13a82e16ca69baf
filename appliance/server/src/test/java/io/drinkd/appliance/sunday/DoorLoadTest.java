package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are many, slow, silent or hostile, and the others that must not notice. */
class DoorLoadTest {

  private static final String VERSION = "OK drinkd 0.1.0";

  @TempDir Path data;
  private final ManualTimers timers = new ManualTimers();
  private final TestCommands commands = new TestCommands();
  private final ListenerOptions options = new ListenerOptions();
  private House house;
  private Optional<SundayDoor> door = Optional.empty();

  @BeforeEach
  void build() throws IOException {
    house = new House(data);
  }

  @AfterEach
  void close() {
    door.ifPresent(open -> open.close(Duration.ofMillis(1)));
    house.close();
  }

  private SundayDoor open() throws CannotListenException {
    SundayDoor opened = SundayDoor.open(options.settings(), house.core(timers), commands.all(), 1);
    door = Optional.of(opened);
    return opened;
  }

  private LineClient greeted() throws IOException {
    return LineClient.greeted(door.orElseThrow().port());
  }

  private void awaitSessions(int count) {
    await().atMost(House.PATIENCE).until(() -> door.orElseThrow().sessions().size() == count);
  }

  private IoSession onlySession() {
    awaitSessions(1);
    return door.orElseThrow().sessions().iterator().next();
  }

  @Test
  void repliesHaveTheOrderOfTheRequests() throws Exception {
    open();
    try (LineClient client = greeted()) {
      client.send("LATER a\nVERSION\nLATER b\nLATER c\nVERSION\n");
      await().atMost(House.PATIENCE).until(() -> commands.isWaiting("a"));
      commands.answer("c");
      commands.answer("b");
      assertThat(commands.isWaiting("b")).isTrue();
      CompletableFuture.runAsync(() -> commands.answer("a")).join();
      assertThat(client.lines(5)).containsExactly("OK a", VERSION, "OK b", "OK c", VERSION);
    }
  }

  @Test
  void aHalfClosedClientGetsRepliesThatComeLate() throws Exception {
    open();
    try (LineClient client = greeted()) {
      client.send("LATER a\nVERSION\n").halfClose();
      await().atMost(House.PATIENCE).until(() -> commands.isWaiting("a"));
      commands.answer("a");
      assertThat(client.linesToEnd()).containsExactly("OK a", VERSION);
    }
    awaitSessions(0);
  }

  @Test
  void noMoreRequestsAreTakenUpThanMayBeInFlight() throws Exception {
    options.requestsInFlight = 4;
    open();
    try (LineClient client = greeted()) {
      IntStream.range(0, 100).forEach(i -> commands.answer("x" + i));
      client.send("LATER first\n");
      client.send(
          IntStream.range(0, 100)
              .mapToObj(i -> "LATER x" + i + "\n")
              .collect(Collectors.joining()));
      await().atMost(House.PATIENCE).until(() -> onlySession().isReadSuspended());
      commands.answer("first");
      assertThat(client.line()).isEqualTo("OK first");
      for (int i = 0; i < 100; i++) {
        assertThat(client.line()).isEqualTo("OK x" + i);
      }
      await().atMost(House.PATIENCE).until(() -> !onlySession().isReadSuspended());
    }
  }

  @Test
  void whatWaitsForAClientThatNeverReadsIsBounded() throws Exception {
    open();
    try (LineClient client = LineClient.connect(door.orElseThrow().port(), 4_096)) {
      int requests = 10_000;
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int i = 0; i < requests / 100; i++) {
                    client.send("HELP\n".repeat(100));
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      IoSession session = onlySession();
      await().atMost(House.PATIENCE).until(session::isReadSuspended);
      assertThat(session.getScheduledWriteBytes()).isLessThan(3L * options.writeBufferBytes);
      assertThat(client.line()).startsWith("OK Welcome");
      int rows = commands.all().all().size();
      for (int i = 0; i < requests; i++) {
        client.lines(rows);
        assertThat(client.line()).isEqualTo("OK " + rows + " Verbs");
        assertThat(session.getScheduledWriteBytes()).isLessThan(3L * options.writeBufferBytes);
      }
      sending.join();
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aClientThatTakesNothingIsCutOff() throws Exception {
    options.writeBufferBytes = 20_000_000;
    open();
    try (LineClient stuck = LineClient.connect(door.orElseThrow().port(), 4_096)) {
      stuck.send("BIG 20000000\n");
      IoSession session = onlySession();
      await().atMost(House.PATIENCE).until(() -> isStuck(session));
      advanceUntilClosed();
    }
  }

  private void advanceUntilClosed() {
    await()
        .atMost(House.PATIENCE)
        .until(
            () -> {
              timers.advance(Duration.ofSeconds(30));
              return door.orElseThrow().sessions().isEmpty();
            });
  }

  private static boolean isStuck(IoSession session) {
    return session.getWrittenBytes() > 1_000 && session.getScheduledWriteBytes() > 1_000_000;
  }

  @Test
  void aClientForWhichFarTooMuchWaitsIsCutOff() throws Exception {
    open();
    try (LineClient client = greeted()) {
      client.send("VERSION\nBIG 20000000\n");
      awaitSessions(0);
    }
  }

  @Test
  void closingHasADeadline() throws Exception {
    options.writeBufferBytes = 30_000_000;
    open();
    try (LineClient stuck = LineClient.connect(door.orElseThrow().port(), 4_096)) {
      stuck.send("BIG 20000000\nQUIT\n");
      IoSession session = onlySession();
      await().atMost(House.PATIENCE).until(() -> isStuck(session));
      advanceUntilClosed();
    }
  }

  @Test
  void pausingTheReadingDoesNotStopAReplyThatIsHalfWritten() throws Exception {
    options.requestsInFlight = 1;
    options.writeBufferBytes = 20_000_000;
    open();
    int bytes = 12_000_000;
    try (LineClient client = LineClient.connect(door.orElseThrow().port(), 4_096)) {
      client.send("BIG " + bytes + "\n");
      IoSession session = onlySession();
      await().atMost(House.PATIENCE).until(() -> isStuck(session));
      client.send("LATER a\n");
      await().atMost(House.PATIENCE).until(session::isReadSuspended);
      client.line();
      assertThat(client.line()).hasSize(bytes + 3);
      commands.answer("a");
      assertThat(client.line()).isEqualTo("OK a");
    }
  }

  @Test
  void fiveHundredSilentClientsDisturbNobody() throws Exception {
    open();
    List<LineClient> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        silent.add(LineClient.connect(door.orElseThrow().port()));
      }
      try (LineClient client = greeted()) {
        for (int i = 0; i < 100; i++) {
          assertThat(client.ask("VERSION")).isEqualTo(VERSION);
        }
      }
      awaitSessions(500);
      timers.advance(Duration.ofSeconds(60));
      for (LineClient client : silent) {
        assertThat(client.linesToEnd())
            .containsExactly("OK Welcome to Floor drink server", "ERR 450 Timeout, disconnecting.");
      }
    } finally {
      for (LineClient client : silent) {
        client.close();
      }
    }
    awaitSessions(0);
  }

  @Test
  void resetsDisturbNobody() throws Exception {
    open();
    for (int i = 0; i < 100; i++) {
      LineClient client = greeted();
      client.send("VERSION\n".repeat(i)).reset();
    }
    awaitSessions(0);
    try (LineClient client = greeted()) {
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aReplyForAClientThatHasLeftHarmsNobody() throws Exception {
    open();
    LineClient gone = greeted();
    gone.send("LATER a\n");
    await().atMost(House.PATIENCE).until(() -> commands.isWaiting("a"));
    gone.reset();
    awaitSessions(0);
    commands.answer("a");
    try (LineClient client = greeted()) {
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void anErrorClosesItsOwnConnectionAndNoOther() throws Exception {
    open();
    try (CapturedLog log = CapturedLog.of(DoorProcessor.class.getName(), Level.ERROR);
        LineClient other = greeted();
        LineClient culprit = greeted()) {
      culprit.send("VERSION\nERROR\n");
      assertThat(culprit.linesToEnd()).containsExactly(VERSION);
      assertThat(other.ask("VERSION")).isEqualTo(VERSION);
      try (LineClient fresh = greeted()) {
        assertThat(fresh.ask("VERSION")).isEqualTo(VERSION);
      }
      assertThat(log.lines()).as("errors that got as far as the I/O loop").isEmpty();
    }
    awaitSessions(0);
  }

  @Test
  void anErrorThatGetsPastTheGuardEndsNoLoop() throws Exception {
    SundayDoor opened = open();
    try (CapturedLog log = CapturedLog.of(DoorProcessor.class.getName(), Level.ERROR);
        LineClient other = greeted();
        LineClient culprit = greeted()) {
      for (IoSession session : opened.sessions()) {
        session.getFilterChain().remove("guard");
      }
      culprit.send("ERROR\n");
      await().atMost(House.PATIENCE).until(() -> !log.lines().isEmpty());
      assertThat(log.lines()).allMatch(line -> line.contains("The I/O loop failed"));
      assertThat(other.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aClientMayGoOnSendingUntilItHasReadTheGoodbye() throws Exception {
    open();
    try (LineClient client = greeted()) {
      assertThat(client.send("QUIT\n").linesToEnd()).containsExactly("OK Disconnecting.");
      // A connection that were closed already would answer the first with a reset.
      client.send("VERSION\n").send("VERSION\n").send("VERSION\n");
    }
    awaitSessions(0);
  }

  @Test
  void aFaultOfOurOwnIsAnswered() throws Exception {
    open();
    try (LineClient client = greeted()) {
      assertThat(client.ask("FAULT")).isEqualTo("ERR 103 Unknown Failure.");
      assertThat(client.ask("FAILS")).isEqualTo("ERR 103 Unknown Failure.");
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void connectionsAreLimitedInAll() throws Exception {
    options.connections = 2;
    open();
    try (LineClient first = greeted();
        LineClient second = greeted();
        LineClient third = LineClient.connect(door.orElseThrow().port())) {
      assertThat(third.linesToEnd()).containsExactly("ERR 205 Maximum user count reached.");
      assertThat(first.ask("VERSION")).isEqualTo(VERSION);
      second.send("QUIT\n").linesToEnd();
    }
    awaitSessions(0);
    try (LineClient next = greeted()) {
      assertThat(next.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void connectionsAreLimitedPerAddress() throws Exception {
    options.connectionsPerAddress = 1;
    open();
    try (LineClient first = greeted();
        LineClient second = LineClient.connect(door.orElseThrow().port())) {
      second.send("VERSION\n");
      assertThat(second.line()).isEqualTo("ERR 205 Maximum user count reached.");
      assertThat(first.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void aPortInUseIsSaidClearly() throws Exception {
    options.port = open().port();
    assertThatThrownBy(
            () -> SundayDoor.open(options.settings(), house.core(timers), commands.all(), 1))
        .isInstanceOf(CannotListenException.class)
        .hasMessage(
            "listener test: cannot listen on 127.0.0.1:%d: Address already in use;"
                    .formatted(options.port)
                + " stop what uses the port, or change host or port");
  }

  @Test
  void severalThreadsServeAlike() throws Exception {
    door = Optional.of(SundayDoor.open(options.settings(), house.core(timers), commands.all(), 3));
    List<LineClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 9; i++) {
        clients.add(greeted());
        clients.get(i).send("LATER " + i + "\nVERSION\n");
      }
      for (int i = 0; i < 9; i++) {
        commands.answer(String.valueOf(i));
        assertThat(clients.get(i).lines(2)).containsExactly("OK " + i, VERSION);
      }
    } finally {
      for (LineClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void closingTheDoorAnswersWhatHasBeenTakenUp() throws Exception {
    SundayDoor opened = open();
    int port = opened.port();
    LineClient waits = greeted();
    LineClient idle = greeted();
    waits.send("LATER a\nVERSION\n");
    await().atMost(House.PATIENCE).until(() -> commands.isWaiting("a"));
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(() -> opened.close(Duration.ofSeconds(20)));
    assertThat(idle.linesToEnd()).isEmpty();
    assertThatThrownBy(() -> LineClient.connect(port)).isInstanceOf(IOException.class);
    commands.answer("a");
    assertThat(waits.linesToEnd()).containsExactly("OK a", VERSION);
    idle.close();
    waits.close();
    closed.join();
    assertThat(opened.sessions()).isEmpty();
  }

  @Test
  void closingTheDoorWaitsNoLongerThanItMay() throws Exception {
    SundayDoor opened = open();
    try (LineClient client = greeted()) {
      client.send("LATER never\n");
      await().atMost(House.PATIENCE).until(() -> commands.isWaiting("never"));
      opened.close(Duration.ofMillis(50));
      assertThat(client.linesToEnd()).isEmpty();
      assertThat(opened.sessions()).isEmpty();
    }
  }
}
