package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.link.BoardLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What transcripts cannot say of the link: two sessions at once, floods, faults of others. */
class BoardLinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ToldEvents events = new ToldEvents();
  private final ManualTimers timers = new ManualTimers();
  private final ManualTimers dialTime = new ManualTimers();
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
    assertTold("state up: logged in");
    return link;
  }

  private SessionSource dial(ServerSocket server) {
    return connector.dial("127.0.0.1", server.getLocalPort(), dialTime);
  }

  private Board open(SessionSource sessions, BoardListener listener, Timers time) {
    var settings =
        new BoardSettings(
            "test",
            new Secret("secret"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            new TreeSet<>(IntStream.rangeClosed(1, 7).boxed().toList()));
    return new BoardLink(
        new BoardContext(settings, sessions, listener, time),
        new TestDriver.Codec(),
        TestDriver.LIVENESS);
  }

  private Board open(SessionSource sessions) {
    return open(sessions, events, timers);
  }

  private void assertTold(String expected) throws InterruptedException {
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

  @Test
  void aSecondSessionReplacesTheFirstAtOnce() throws Exception {
    ServerSocket server = server();
    ServerSocket other = server();
    var sources = new TwoSources(dial(server));
    Board board = open(sources);
    RawLink first = acceptLogin(server);
    var order = board.drop(new DropOrder(1, 3));
    assertThat(first.next()).isEqualTo("33");

    sources.second(dial(other));
    RawLink second = accept(other);

    assertTold("state down: replaced by a new link of the same board");
    assertThat(outcome(order))
        .isEqualTo(new DropOutcome.Unknown("replaced by a new link of the same board"));
    assertThat(first.next()).isEqualTo("(end)");
    second.send("0secret\n");
    assertThat(second.next()).isEqualTo("1");
    assertTold("state up: logged in");
    var next = board.drop(new DropOrder(2, 4));
    assertThat(second.next()).isEqualTo("34");
    second.send("4\n");
    assertThat(outcome(next)).isEqualTo(new DropOutcome.Dropped());
    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void closeEndsTheSessionAndLeavesNoTimer() throws Exception {
    ServerSocket server = server();
    Board board = open(dial(server));
    RawLink link = acceptLogin(server);
    assertThat(timers.waiting()).isPositive();

    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(link.next()).isEqualTo("(end)");
    assertThat(timers.waiting()).isZero();
    assertTold("state down: the board is closed");
    assertThat(outcome(board.drop(new DropOrder(1, 1))))
        .isEqualTo(new DropOutcome.NotSent("the board is closed"));
  }

  @Test
  void aBoardThatWasNeverReachedIsClosedAtOnce() throws Exception {
    ServerSocket server = server();
    server.close();
    Board board = open(dial(server));
    assertTold("state down: 127.0.0.1:" + server.getLocalPort() + " refuses the connection");

    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertTold("state down: the board is closed");
    await().atMost(PATIENCE).until(() -> dialTime.waiting() == 0);
  }

  @Test
  void theSameFailureIsToldOnce() throws Exception {
    ServerSocket server = server();
    int port = server.getLocalPort();
    server.close();
    Board board = open(dial(server));
    assertTold("state down: 127.0.0.1:" + port + " refuses the connection");
    for (int i = 0; i < 5; i++) {
      await().atMost(PATIENCE).until(() -> dialTime.waiting() == 1);
      dialTime.advance(LONGEST_PAUSE);
    }
    try (var back = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      RawLink link = acceptAgain(back);
      link.send("0secret\n");
      assertTold("state up: logged in");
    }
    board.close();
  }

  @Test
  void anErrorInTheCodecCostsTheSessionAndNothingElse() throws Exception {
    ServerSocket server = server();
    ServerSocket other = server();
    open(dial(server), new ToldEvents(), timers);
    RawLink broken = accept(server);
    open(dial(other));
    RawLink sound = acceptLogin(other);

    broken.send("break the codec\n");
    assertThat(broken.next()).isEqualTo("(end)");

    sound.send("71 1\n");
    assertTold("slots 1 loaded");
    assertThat(acceptAgain(server)).isNotNull();
  }

  @Test
  void aListenerThatThrowsDoesNotKeepAnOrderFromEnding() throws Exception {
    ServerSocket server = server();
    Board board =
        open(
            dial(server),
            new BoardListener() {
              @Override
              public void stateChanged(BoardState state, String reason) {
                throw new IllegalStateException("thrown by a listener of this test");
              }

              @Override
              public void slotsReported(Map<Integer, Boolean> loaded) {
                throw new IllegalStateException("thrown by a listener of this test");
              }

              @Override
              public void temperatureMeasured(double celsius) {}

              @Override
              public void answeredLate(DropOrder order, DropOutcome outcome) {}
            },
            timers);
    RawLink link = accept(server);
    link.send("0secret\n71 1\n");
    assertThat(link.next()).isEqualTo("1");
    var order = board.drop(new DropOrder(1, 1));
    assertThat(link.next()).isEqualTo("31");
    timers.advance(Duration.ofSeconds(10));

    assertThat(outcome(order)).isEqualTo(new DropOutcome.Unknown("no answer within 10 s"));
    timers.advance(Duration.ofSeconds(30));
    assertThat(link.next()).isEqualTo("(end)");
  }

  @Test
  void ordersOfManyThreadsGoOneAtATimeAndAllEnd() throws Exception {
    var options = new SimulatedBoardOptions("secret").motorTime(Duration.ZERO);
    var simulated = keep(SimulatedBoard.listen(options.stock(Collections.nCopies(7, 1_000_000))));
    Board board = open(connector.dial("127.0.0.1", simulated.port(), dialTime));
    assertTold("state up: logged in");
    int threads = 4;
    int each = 500;
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var workers =
          IntStream.range(0, threads)
              .mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            int dropped = 0;
                            for (int i = 0; i < each; i++) {
                              var outcome = outcome(board.drop(new DropOrder(i, 1 + thread)));
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
        dropped += worker.get(60, TimeUnit.SECONDS);
      }
      assertThat(dropped).isPositive().isEqualTo(simulated.cansFallen());
      assertThat(simulated.isDeaf()).isFalse();
    } finally {
      pool.shutdownNow();
    }
    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** A listener that blocks holds the executor, so that what the board says meanwhile piles up. */
  @Test
  void aBoardThatSaysMoreThanCanBeHeardIsCutOff() throws Exception {
    ServerSocket server = server();
    var mayGoOn = new CompletableFuture<Void>();
    var blocked = new CompletableFuture<Void>();
    var pool = Executors.newSingleThreadExecutor();
    Board board = open(dial(server));
    try {
      RawLink link = acceptLogin(server);
      // Whoever completes an order's future is held up by what hangs on it.
      var order = board.drop(new DropOrder(1, 1));
      var held =
          order.thenRun(
              () -> {
                blocked.complete(null);
                mayGoOn.join();
              });
      assertThat(link.next()).isEqualTo("31");
      pool.submit(() -> timers.advance(Duration.ofSeconds(10)));
      blocked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      link.send("9\n".repeat(1025));

      assertThat(link.next()).isEqualTo("(end)");
      mayGoOn.complete(null);
      held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertTold("state quarantined: no answer to drop 1 from slot 1 within 10 s");
      assertTold("state down: the board says more than can be heard");
    } finally {
      mayGoOn.complete(null);
      pool.shutdownNow();
    }
    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aSessionThatComesAfterTheEndIsClosed() throws Exception {
    ServerSocket server = server();
    ServerSocket other = server();
    var sources = new TwoSources(dial(server));
    Board board = open(sources);
    acceptLogin(server);
    board.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    sources.second(dial(other));

    assertThat(accept(other).next()).isEqualTo("(end)");
  }
}
