package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.Secret;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.DialInPlace;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boards that dial in and do not log in: they are known by where they come from. */
class BoardPlacesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BoardTraits TRAITS =
      BoardTraits.dialled(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90))).mayDialIn();

  private static final String ASK_SLOTS = "6";

  private static final String TOO_MANY =
      "connection from 127.0.0.2 refused: more than 5 came from there within 50 s";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ManualTimers timers = new ManualTimers();
  private final MachineThread thread = keep(new MachineThread());
  private final RecordedEvents events = new RecordedEvents();
  private BoardAcceptor acceptor;

  @BeforeEach
  void openPort() throws IOException {
    acceptor = keep(BoardAcceptor.open("0.0.0.0", 0, timers));
  }

  @AfterEach
  void closeAll() throws Exception {
    Collections.reverse(opened);
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T keep(T one) {
    opened.add(one);
    return one;
  }

  private Board expect(Optional<Secret> login, DialInPlace place, RecordedEvents reports)
      throws Exception {
    var settings =
        new BoardSettings(
            "test",
            Optional.empty(),
            login,
            BoardTimes.USUAL,
            new TreeSet<>(List.of(1)),
            DriverValues.NONE);
    var sessions = acceptor.accept("test", login, place, thread);
    var context = new BoardContext(settings, sessions, reports, thread.timers(timers));
    BoardTraits traits = login.isPresent() ? TiniDriver.TRAITS : TRAITS;
    return thread.call(() -> new BoardLink(context, traits, new TiniDriver.Codec()));
  }

  private RawLink dial(String from, int port) throws IOException {
    return keep(new RawLink(new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)));
  }

  private int reservedPort() throws IOException {
    return keep(ReservedPort.any()).number();
  }

  private void awaitOpen(int port) {
    await().atMost(PATIENCE).ignoreException(ConnectException.class).until(() -> connects(port));
  }

  private static boolean connects(int port) throws IOException {
    try (var socket = new Socket()) {
      // From an address that no test has for a board.
      socket.bind(new InetSocketAddress("127.0.0.9", 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      return true;
    }
  }

  /** The next report, while whatever is due at once is called as soon as it is. */
  private String nextAtOnce() {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              timers.advance(Duration.ZERO);
              return events.next(Duration.ZERO).orElse("");
            },
            report -> !report.isEmpty());
  }

  private void assertReported(String expected) throws InterruptedException {
    assertThat(events.next(PATIENCE)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "::ffff:127.0.0.2"})
  void aBoardIsKnownByItsAddress(String address) throws Exception {
    var others = new RecordedEvents();
    expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.3")), others);
    expect(Optional.empty(), DialInPlace.from(InetAddress.getByName(address)), events);
    expect(Optional.of(new Secret("secret")), DialInPlace.ANY, others);

    RawLink link = dial("127.0.0.2", acceptor.port());
    link.send("71 1\n832.0\n");

    assertReported("state up: the board answers");
    assertReported("slots 1 loaded");
    assertReported("temperature 0");
    assertThat(others.next(Duration.ZERO)).isEmpty();
    RawLink loggingIn = dial("127.0.0.1", acceptor.port());
    loggingIn.send("0secret\n");
    assertThat(loggingIn.next()).isEqualTo("1");
  }

  @Test
  void whatABoardSendsAtOnceComesInItsOrder() throws Exception {
    expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    for (int link = 0; link < 20; link++) {
      timers.advance(Duration.ofSeconds(10));
      RawLink board = dial("127.0.0.2", acceptor.port());
      for (int line = 0; line < 20; line++) {
        board.send("71 " + line % 2 + "\n");
      }
      awaitReport("state up");
      for (int line = 0; line < 20; line++) {
        assertReported("slots 1 " + (line % 2 == 1 ? "loaded" : "empty"));
      }
    }
  }

  private void awaitReport(String beginning) throws InterruptedException {
    String event = events.next(PATIENCE).orElseThrow();
    while (!event.startsWith(beginning)) {
      event = events.next(PATIENCE).orElseThrow();
    }
  }

  @Test
  void aPortOfItsOwnIsOpenAsLongAsTheBoardIs() throws Exception {
    int port = reservedPort();
    Board board = expect(Optional.empty(), DialInPlace.at(port), events);
    awaitOpen(port);
    RawLink link = dial("127.0.0.2", port);
    link.send("71 1\n");
    awaitReport("slots 1 loaded");

    thread.call(board::close).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(link.next()).isEqualTo("(end)");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThatThrownBy(() -> connects(port)).isInstanceOf(ConnectException.class));
    RawLink stranger = dial("127.0.0.2", acceptor.port());
    stranger.send("0guess\n");
    timers.advance(Duration.ofSeconds(10));
    assertThat(acceptor.isOpen()).isTrue();
  }

  @Test
  void aStrangerAtAPortThatIsOfABoardIsDisconnectedAtOnce() throws Exception {
    int port = reservedPort();
    var place =
        new DialInPlace(Optional.of(InetAddress.getByName("127.0.0.2")), OptionalInt.of(port));
    expect(Optional.empty(), place, events);
    await().atMost(PATIENCE).ignoreException(ConnectException.class).until(() -> connects(port));

    RawLink stranger = dial("127.0.0.3", port);

    assertThat(stranger.next()).isEqualTo("(end)");
    assertReported(
        "state down: connection from 127.0.0.9 to port "
            + port
            + " refused: its board may come from 127.0.0.2 only");
    RawLink board = dial("127.0.0.2", port);
    board.send("71 1\n");
    assertReported("state up: the board answers");
  }

  @Test
  void whoeverDialsAgainAndAgainGetsFiveLinksAndThenOneInTenSeconds() throws Exception {
    expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    List<RawLink> links = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      links.add(dial("127.0.0.2", acceptor.port()));
      links.get(i).send("71 1\n");
      awaitReport("slots 1 loaded");
    }

    assertThat(dial("127.0.0.2", acceptor.port()).next()).isEqualTo("(end)");
    // It was asked whether it is still there, and perhaps closed before that had left.
    String asked = links.get(3).next();
    assertThat(asked.equals(ASK_SLOTS) ? links.get(3).next() : asked).isEqualTo("(end)");
    links.get(4).send("71 0\n");
    assertReported("slots 1 empty");

    timers.advance(Duration.ofSeconds(10));
    dial("127.0.0.2", acceptor.port()).send("71 1\n");
    awaitReport("slots 1 loaded");
  }

  /** A board that is up, and its link. */
  private RawLink up(String from, int port) throws Exception {
    RawLink link = dial(from, port);
    link.send("71 1\n");
    awaitReport("slots 1 loaded");
    return link;
  }

  @Test
  void whoeverOnlyConnectsThrowsNoBoardOffAndEndsNoOrder() throws Exception {
    Board board =
        expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    RawLink link = up("127.0.0.2", acceptor.port());
    var order = thread.call(() -> board.drop(new DropOrder(7, 1)));
    assertThat(link.next()).isEqualTo("31");
    for (int i = 0; i < 4; i++) {
      try (Socket stranger =
          new Socket("127.0.0.1", acceptor.port(), InetAddress.getByName("127.0.0.2"), 0)) {
        assertThat(stranger.isConnected()).isTrue();
      }
    }
    assertThat(dial("127.0.0.2", acceptor.port()).next()).isEqualTo("(end)");

    link.send("4\n");

    assertThat(order.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(new DropOutcome.Dropped());
    link.send("71 0\n");
    assertReported("slots 1 empty");
  }

  @Test
  void aNewLinkThatIsAliveWaitsForTheOrderThatIsInFlight() throws Exception {
    Board board =
        expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    RawLink old = up("127.0.0.2", acceptor.port());
    var order = thread.call(() -> board.drop(new DropOrder(7, 1)));
    assertThat(old.next()).isEqualTo("31");
    int timersBefore = timers.waiting();
    RawLink restarted = dial("127.0.0.2", acceptor.port());
    awaitTimers(timersBefore + 1);
    restarted.send("71 0\n");
    awaitTimers(timersBefore);
    old.send("4\n");

    assertThat(order.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(new DropOutcome.Dropped());
    awaitTimers(timersBefore);
    timers.advance(Duration.ZERO);
    assertThat(old.next()).isEqualTo("(end)");
    assertReported("state down: replaced by a new link of the same board");
    assertReported("state up: the board answers");
    assertReported("slots 1 empty");
  }

  @Test
  void aBoardThatRestartsSilentlyIsUpWhenItsOldLinkDoesNotAnswer() throws Exception {
    expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    RawLink old = up("127.0.0.2", acceptor.port());
    RawLink restarted = dial("127.0.0.2", acceptor.port());
    assertThat(old.next()).isEqualTo(ASK_SLOTS);
    // The old link's silence, the new one's, and that of the question, which may have left before.
    awaitTimers(3);

    timers.advance(Duration.ofSeconds(5));

    assertReported("state down: no answer within 5 s");
    assertThat(old.next()).isEqualTo("(end)");
    restarted.send("71 0\n");
    assertThat(nextAtOnce()).isEqualTo("state up: the board answers");
    assertReported("slots 1 empty");
  }

  @Test
  void anOrderThatIsGivenMeanwhileIsNotLostWithTheQuestion() throws Exception {
    Board board =
        expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    RawLink link = up("127.0.0.2", acceptor.port());
    dial("127.0.0.2", acceptor.port());
    assertThat(link.next()).isEqualTo(ASK_SLOTS);
    var order = thread.call(() -> board.drop(new DropOrder(7, 1)));
    assertThat(link.next()).isEqualTo("31");

    timers.advance(Duration.ofSeconds(9));
    link.send("4\n");

    assertThat(order.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(new DropOutcome.Dropped());
    awaitTimers(3);
    timers.advance(Duration.ZERO);
    assertThat(link.next()).isEqualTo(ASK_SLOTS);
    link.send("71 0\n");
    assertReported("slots 1 empty");
  }

  @Test
  void aSilentNewcomerIsClosedAndNothingElseHappens() throws Exception {
    expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    RawLink link = up("127.0.0.2", acceptor.port());
    RawLink silent = dial("127.0.0.2", acceptor.port());
    assertThat(link.next()).isEqualTo(ASK_SLOTS);
    link.send("71 1\n");
    assertReported("slots 1 loaded");
    awaitTimers(2);
    timers.advance(Duration.ofSeconds(80));
    link.send("71 0\n");
    assertReported("slots 1 empty");

    timers.advance(Duration.ofSeconds(20));

    assertThat(silent.next()).isEqualTo("(end)");
    link.send("71 1\n");
    assertReported("slots 1 loaded");
  }

  @Test
  void strangersUseUpNoShareOfTheBoard() throws Exception {
    int port = reservedPort();
    expect(Optional.empty(), DialInPlace.at(port), events);
    awaitOpen(port);
    for (int i = 0; i < 5; i++) {
      dial("127.0.0.3", port);
    }
    assertThat(dial("127.0.0.3", port).next()).isEqualTo("(end)");

    up("127.0.0.2", port).send("71 0\n");

    assertReported("slots 1 empty");
  }

  @Test
  void aBoardThatHasHadTooManyLinksSaysSoAtItsMachine() throws Exception {
    expect(Optional.empty(), DialInPlace.from(InetAddress.getByName("127.0.0.2")), events);
    for (int i = 0; i < 5; i++) {
      dial("127.0.0.2", acceptor.port()).close();
    }

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              dial("127.0.0.2", acceptor.port()).close();
              timers.advance(Duration.ofSeconds(1));
              return events
                  .next(Duration.ZERO)
                  .filter(event -> event.endsWith(TOO_MANY))
                  .isPresent();
            });
  }

  /** Each link of a board that is up, or waits, has one. */
  private void awaitTimers(int running) {
    await().atMost(PATIENCE).until(() -> timers.waiting() == running);
  }

  @Test
  void aPortThatIsTakenIsOpenedWhenItIsFree() throws Exception {
    ServerSocket taken = keep(new ServerSocket(reservedPort()));
    expect(Optional.empty(), DialInPlace.at(taken.getLocalPort()), events);
    assertReported(
        "state down: port "
            + taken.getLocalPort()
            + " cannot be opened for its board: another program has it; stop that one, or give the"
            + " machine another port");
    taken.close();
    timers.advance(Duration.ofSeconds(10));
    awaitOpen(taken.getLocalPort());
    dial("127.0.0.2", taken.getLocalPort()).send("71 1\n");
    awaitReport("slots 1 loaded");
  }
}
