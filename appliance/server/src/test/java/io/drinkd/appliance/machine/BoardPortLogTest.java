package io.drinkd.appliance.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardAcceptor;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import io.drinkd.driver.link.DialInPlace;
import io.drinkd.driver.testkit.ManualTimers;
import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.tini.TiniGrammar;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.Level;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged of boards that dial in, and of those who only seem to be one. */
class BoardPortLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Liveness LIVENESS =
      new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90));
  private static final String LOGINS = "io.drinkd.driver.link.PendingConnections";

  private static final String LINKS = "io.drinkd.driver.link.ExpectedBoard";

  private static final SessionHandler NO_SESSIONS =
      new SessionHandler() {
        @Override
        public void opened(IoSession session) {
          session.closeNow();
        }

        @Override
        public void received(IoSession session, Object message) {}

        @Override
        public void closed(IoSession session, String reason) {}

        @Override
        public void failed(String reason, Duration nextTryIn) {}
      };

  private final ManualTimers timers = new ManualTimers();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<Socket> sockets = new ArrayList<>();
  private BoardAcceptor acceptor;
  private ReservedPort reserved;

  private static final class TiniCodec extends BoardLineCodec {

    @Override
    protected BoardMessage read(String line) {
      return TiniGrammar.read(line).orElseGet(() -> garbage(line));
    }

    @Override
    protected String write(BoardRequest request) {
      return TiniGrammar.write(request);
    }
  }

  @BeforeEach
  void expectBoard() throws IOException {
    reserved = ReservedPort.any();
    acceptor = BoardAcceptor.open("127.0.0.1", 0, timers);
    Secret password = new Secret("secret");
    var settings = BoardSettings.of("gb", password, new TreeSet<>(List.of(1)));
    var sessions = acceptor.accept("gb", Optional.of(password), DialInPlace.ANY, thread);
    var context = new BoardContext(settings, sessions, NOBODY, new DriverTimers(timers, thread));
    // Whoever dials before a board is expected is asked no more than once.
    CompletableFuture.runAsync(
            () -> new BoardLink(context, BoardTraits.loggingIn(LIVENESS), new TiniCodec()), thread)
        .join();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    acceptor.close();
    reserved.close();
    thread.shutdownNow();
  }

  private Socket dial(String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), acceptor.port());
    sockets.add(socket);
    send(socket, bytes);
    return socket;
  }

  private static void send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private static long count(CapturedLog log, String beginning) {
    return log.lines().stream().filter(line -> line.startsWith(beginning)).count();
  }

  @Test
  void strangersAtOnePortHideNobodyAtAnother() throws IOException {
    int own = reserved.number();
    InetAddress elsewhere = InetAddress.getByName("127.0.0.9");
    var place = new DialInPlace(Optional.of(elsewhere), OptionalInt.of(own));
    var sessions = acceptor.accept("quiet", Optional.empty(), place, thread);
    CompletableFuture.runAsync(() -> sessions.subscribe(new TiniCodec(), NO_SESSIONS), thread)
        .join();
    try (CapturedLog log = CapturedLog.of(LOGINS, Level.INFO)) {
      dial("x".repeat(2_000));
      awaitTrue(() -> count(log, "connection from") == 1);
      await()
          .atMost(PATIENCE)
          .ignoreException(ConnectException.class)
          .until(() -> sockets.add(new Socket(InetAddress.getLoopbackAddress(), own)));
      awaitTrue(() -> count(log, "connection from") == 2);
      assertThat(log.lines().get(1)).endsWith("no board may come from there to port " + own);
    }
  }

  @Test
  void loginThatWaitsIsLoggedAsSuch() throws IOException {
    try (CapturedLog log = CapturedLog.of(LOGINS, Level.INFO);
        CapturedLog links = CapturedLog.of(LINKS, Level.INFO)) {
      for (int i = 0; i < 3; i++) {
        dial("0guess\n");
      }
      awaitTrue(() -> count(log, "login of a board from") == 3);
      Socket board = dial("0secret\n");
      awaitTrue(() -> count(log, "login of a board from") == 4);
      assertThat(log.lines().get(3))
          .isEqualTo(
              "login of a board from "
                  + board.getLocalSocketAddress()
                  + " waits for its check, there were wrong passwords from there");

      timers.advance(Duration.ofSeconds(4));
      awaitTrue(() -> count(links, "machine gb: board connected from /127.0.0.1") == 1);
    }
  }

  @Test
  void whoeverIsNoBoardIsLoggedOnceAMinute() throws IOException {
    String closed = "connection from /127.0.0.1";
    try (CapturedLog log = CapturedLog.of(LOGINS, Level.DEBUG)) {
      for (int i = 0; i < 50; i++) {
        int refused = i;
        dial("x".repeat(2000));
        awaitTrue(() -> count(log, closed) == refused + 1);
      }
      assertThat(log.lines()).filteredOn(line -> line.contains("not identified")).hasSize(1);

      timers.advance(Duration.ofMinutes(1));
      dial("x".repeat(2000));
      awaitTrue(() -> count(log, closed) == 51);
      assertThat(log.lines().get(50))
          .endsWith(
              "not identified as a board: no login in the first 1024 bytes (similar messages"
                  + " suppressed: 49)");
    }
  }

  @Test
  void garbageIsOneLineABurst() throws IOException {
    try (CapturedLog log = CapturedLog.of("io.drinkd.board.gb", Level.DEBUG)) {
      Socket board = dial("0secret\n");
      for (int seconds = 0; seconds < 120; seconds += 30) {
        long before = count(log, "ignored");
        send(board, "8738.75\n84\n");
        awaitTrue(() -> count(log, "ignored") == before + 2);
        timers.advance(Duration.ofSeconds(30));
      }
      assertThat(log.warnings())
          .filteredOn(line -> line.startsWith("ignored"))
          .containsExactly("ignored malformed input: 8738.75");

      send(board, "4\n");
      awaitTrue(() -> count(log, "ignored an answer") == 1);
      assertThat(log.warnings())
          .contains("ignored an answer to no question: the board made the drop");

      timers.advance(Duration.ofSeconds(31));
      send(board, "x\n");
      awaitTrue(() -> log.warnings().stream().anyMatch(line -> line.contains("input: x")));
      assertThat(log.warnings())
          .contains("ignored malformed input: x (similar messages suppressed: 7)");
    }
  }

  /** It is all in the log. */
  private static final BoardListener NOBODY =
      new BoardListener() {
        @Override
        public void stateChanged(BoardState state, String reason) {}

        @Override
        public void slotsReported(Map<Integer, SlotReading> loaded) {}

        @Override
        public void temperatureMeasured(String thermometer, double celsius) {}

        @Override
        public void doorReported(boolean open) {}

        @Override
        public void powerReported(PowerState state) {}

        @Override
        public void answeredLate(DropOrder order, DropOutcome outcome) {}
      };
}
