package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.link.BoardLink;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What transcripts cannot say of the link: two sessions at once, floods, faults of others. */
class BoardLinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final RecordedEvents events = new RecordedEvents();
  private final ManualTimers timers = new ManualTimers();
  private final ManualTimers dialTime = new ManualTimers();
  private final MachineThread thread = keep(new MachineThread());
  private final BoardConnector connector = keep(new BoardConnector());

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

  private ServerSocket server() throws IOException {
    return keep(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
  }

  private RawLink accept(ServerSocket server) throws IOException {
    return keep(new RawLink(server.accept()));
  }

  /** Accepts the link that comes after a pause, whenever that pause begins. */
  private RawLink acceptAgain(ServerSocket server) throws Exception {
    server.setSoTimeout(20);
    for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
      dialTime.advance(LONGEST_PAUSE);
      try {
        return accept(server);
      } catch (SocketTimeoutException e) {
        // Not dialled yet.
      }
    }
    throw new AssertionError("The board was not dialled again");
  }

  private RawLink acceptLogin(ServerSocket server) throws Exception {
    RawLink link = accept(server);
    link.send("0secret\n");
    assertThat(link.next()).isEqualTo("1");
    assertReported("state up: logged in");
    return link;
  }

  private SessionSource dial(ServerSocket server) {
    return dial(server.getLocalPort());
  }

  private SessionSource dial(int port) {
    return connector.dial("127.0.0.1", port, dialTime, thread);
  }

  private Board open(SessionSource sessions, BoardListener listener) throws Exception {
    var settings =
        BoardSettings.of(
            "test",
            new Secret("secret"),
            new TreeSet<>(IntStream.rangeClosed(1, 7).boxed().toList()));
    var context = new BoardContext(settings, sessions, listener, thread.timers(timers));
    return thread.call(() -> new BoardLink(context, TiniDriver.TRAITS, new TiniDriver.Codec()));
  }

  private Board open(SessionSource sessions) throws Exception {
    return open(sessions, events);
  }

  private CompletableFuture<DropOutcome> drop(Board board, int dropId, int slot) throws Exception {
    return thread.call(() -> board.drop(new DropOrder(dropId, slot)));
  }

  private void close(Board board) throws Exception {
    thread.call(board::close).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void assertReported(String expected) throws InterruptedException {
    assertThat(events.next(PATIENCE)).contains(expected);
  }

  private static DropOutcome outcome(CompletableFuture<DropOutcome> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Sessions with one board that come from two places. */
  private static final class TwoSources implements SessionSource {

    private final SessionSource first;
    private ProtocolCodecFactory codec;
    private SessionHandler handler;

    TwoSources(SessionSource first) {
      this.first = first;
    }

    @Override
    public Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler) {
      this.codec = codec;
      this.handler = handler;
      return first.subscribe(codec, handler);
    }

    void second(SessionSource source) {
      source.subscribe(codec, handler);
    }
  }

  /** Sessions over which orders may be sent, so often as it is asked. */
  private record Rationed(SessionSource source, AtomicInteger left) implements SessionSource {

    @Override
    public Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler) {
      return source.subscribe(codec, handler);
    }

    @Override
    public boolean mayOrder() {
      return left.getAndDecrement() > 0;
    }
  }

  @Test
  void anOrderDoesNotLeaveOnceAnotherApplianceMayOrder() throws Exception {
    ServerSocket server = server();
    Board board = open(new Rationed(dial(server), new AtomicInteger()));
    RawLink link = acceptLogin(server);

    assertThat(outcome(drop(board, 1, 3)))
        .isEqualTo(new DropOutcome.NotSent("another appliance may order from the machine by now"));

    close(board);
    assertThat(link.next()).isEqualTo("(end)");
  }

  @Test
  void norDoesItFromTheThreadThatWrites() throws Exception {
    ServerSocket server = server();
    Board board = open(new Rationed(dial(server), new AtomicInteger(1)));
    RawLink link = acceptLogin(server);

    assertThat(outcome(drop(board, 1, 3))).isInstanceOf(DropOutcome.Unknown.class);

    assertThat(link.next()).isEqualTo("(end)");
    close(board);
  }

  @Test
  void aSecondSessionReplacesTheFirstAtOnce() throws Exception {
    ServerSocket server = server();
    ServerSocket other = server();
    var sources = new TwoSources(dial(server));
    Board board = open(sources);
    RawLink first = acceptLogin(server);
    var order = drop(board, 1, 3);
    assertThat(first.next()).isEqualTo("33");

    sources.second(dial(other));
    RawLink second = accept(other);

    assertReported("state down: replaced by a new link of the same board");
    assertThat(outcome(order))
        .isEqualTo(new DropOutcome.Unknown("replaced by a new link of the same board"));
    assertThat(first.next()).isEqualTo("(end)");
    second.send("0secret\n");
    assertThat(second.next()).isEqualTo("1");
    assertReported("state up: logged in");
    var next = drop(board, 2, 4);
    assertThat(second.next()).isEqualTo("34");
    second.send("4\n");
    assertThat(outcome(next)).isEqualTo(new DropOutcome.Dropped());
    close(board);
  }

  @Test
  void closeEndsTheSessionAndLeavesNoTimer() throws Exception {
    ServerSocket server = server();
    Board board = open(dial(server));
    RawLink link = acceptLogin(server);
    assertThat(timers.waiting()).isPositive();

    close(board);
    close(board);

    assertThat(link.next()).isEqualTo("(end)");
    await().atMost(PATIENCE).until(() -> timers.waiting() == 0);
    assertReported("state down: the board is closed");
    assertThat(outcome(drop(board, 1, 1)))
        .isEqualTo(new DropOutcome.NotSent("the board is closed"));
  }

  @Test
  void aBoardThatWasNeverReachedIsClosedAtOnce() throws Exception {
    int port = keep(ReservedPort.any()).number();
    Board board = open(dial(port));
    assertReported("state down: 127.0.0.1:" + port + " refuses the connection");

    close(board);

    assertReported("state down: the board is closed");
    await().atMost(PATIENCE).until(() -> dialTime.waiting() == 0);
  }

  @Test
  void theSameFailureIsReportedOnce() throws Exception {
    int port = keep(ReservedPort.any()).number();
    Board board = open(dial(port));
    assertReported("state down: 127.0.0.1:" + port + " refuses the connection");
    for (int i = 0; i < 5; i++) {
      await().atMost(PATIENCE).until(() -> dialTime.waiting() == 1);
      dialTime.advance(LONGEST_PAUSE);
    }
    try (var back = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      RawLink link = acceptAgain(back);
      link.send("0secret\n");
      assertReported("state up: logged in");
    }
    close(board);
  }

  @Test
  void anErrorInTheCodecCostsTheSessionAndNothingElse() throws Exception {
    ServerSocket server = server();
    ServerSocket other = server();
    open(dial(server), new RecordedEvents());
    RawLink broken = accept(server);
    open(dial(other));
    RawLink sound = acceptLogin(other);

    broken.send("break the codec\n");
    assertThat(broken.next()).isEqualTo("(end)");

    sound.send("71 1\n");
    assertReported("slots 1 loaded");
    assertThat(acceptAgain(server)).isNotNull();
  }

  @Test
  void sendsOrdersOfManyThreadsOneAtATime() throws Exception {
    var options = new SimulatedBoardOptions("secret").motorTime(Duration.ZERO);
    var simulated = keep(SimulatedBoard.listen(options.stock(Collections.nCopies(7, 1_000_000))));
    Board board = open(connector.dial("127.0.0.1", simulated.port(), dialTime, thread));
    assertReported("state up: logged in");
    int threads = 4;
    int each = 500;
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var workers =
          IntStream.range(0, threads)
              .mapToObj(
                  worker ->
                      pool.submit(
                          () -> {
                            int dropped = 0;
                            for (int i = 0; i < each; i++) {
                              var outcome = outcome(drop(board, i, 1 + worker));
                              assertThat(outcome)
                                  .isInstanceOfAny(
                                      DropOutcome.Dropped.class, DropOutcome.NotSent.class);
                              dropped += outcome instanceof DropOutcome.Dropped ? 1 : 0;
                            }
                            return dropped;
                          }))
              .toList();
      long dropped = 0;
      for (var worker : workers) {
        dropped += worker.get(5, TimeUnit.MINUTES);
      }
      assertThat(dropped).isPositive().isEqualTo(simulated.cansFallen());
      assertThat(simulated.isDeaf()).isFalse();
    } finally {
      pool.shutdownNow();
    }
    close(board);
  }

  @Test
  void aBoardThatSendsFasterThanItIsHandledIsNotReadMeanwhile() throws Exception {
    ServerSocket server = server();
    var session = new CompletableFuture<IoSession>();
    SessionSource dialled = dial(server);
    Board board =
        open((codec, handler) -> dialled.subscribe(codec, new FirstSession(handler, session)));
    RawLink link = acceptLogin(server);
    var mayContinue = new CountDownLatch(1);
    thread.execute(() -> awaitQuietly(mayContinue));
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                link.send("872.5\n");
                return session.get().isReadSuspended();
              });
    } finally {
      mayContinue.countDown();
    }

    await().atMost(PATIENCE).until(() -> !session.get().isReadSuspended());
    link.send("71 1\n");
    for (String event = ""; !event.equals("slots 1 loaded"); ) {
      event = events.next(PATIENCE).orElseThrow();
      assertThat(event).isIn("temperature 22.5", "slots 1 loaded");
    }
    close(board);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes everything on, and shows the first session to the test. */
  private record FirstSession(SessionHandler handler, CompletableFuture<IoSession> first)
      implements SessionHandler {

    @Override
    public void opened(IoSession session) {
      first.complete(session);
      handler.opened(session);
    }

    @Override
    public void received(IoSession session, Object message) {
      handler.received(session, message);
    }

    @Override
    public void closed(IoSession session, String reason) {
      handler.closed(session, reason);
    }

    @Override
    public void failed(String reason, Duration nextTryIn) {
      handler.failed(reason, nextTryIn);
    }
  }

  @Test
  void aSessionThatComesAfterTheEndIsClosed() throws Exception {
    ServerSocket server = server();
    ServerSocket other = server();
    var sources = new TwoSources(dial(server));
    Board board = open(sources);
    acceptLogin(server);
    close(board);

    sources.second(dial(other));

    assertThat(accept(other).next()).isEqualTo("(end)");
  }
}
