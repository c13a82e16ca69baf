package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.echo.EchoProtocol;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.testkit.ManualTimers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real books and a real door, whose threads hang. */
class WatchdogTest {

  private static final Duration PERIOD = Duration.ofSeconds(40);

  @TempDir Path temporary;

  private final ManualTimers timers = new ManualTimers();
  private final CountDownLatch latch = new CountDownLatch(1);
  private Store store;
  private TcpDoor door;
  private final BoardConnector links = new BoardConnector();
  private int pings;

  @BeforeEach
  void open() throws Exception {
    store = SqliteStore.open(temporary);
    door =
        (TcpDoor)
            new EchoProtocol(new Transport(timers, 2))
                .open(TestListener.of(EchoProtocol.DECLARATION, "idle: 1m"));
    new Watchdog(
            timers,
            PERIOD,
            () ->
                Map.of(
                    "books",
                    store.progress(),
                    "listener echo",
                    door.progress(),
                    "board links",
                    links.progress()),
            () -> pings++)
        .round();
    awaitPings(1);
  }

  @AfterEach
  void close() {
    latch.countDown();
    links.close();
    door.close(Duration.ofSeconds(1));
    store.close();
  }

  private void awaitPings(int expected) {
    await()
        .untilAsserted(
            () -> {
              timers.advance(Duration.ZERO);
              assertThat(pings).isEqualTo(expected);
            });
  }

  private void block() {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As long as the latch is closed no round can count. */
  private void assertSilentUntilItGetsOn(
      String what, List<Supplier<CompletableFuture<Void>>> others) {
    try (CapturedLog log = CapturedLog.of(Watchdog.class.getName(), Level.ERROR)) {
      for (int round = 0; round < 3; round++) {
        timers.advance(PERIOD);
        // What does not hang has had the time to prove it.
        others.forEach(other -> other.get().join());
      }
      assertThat(pings).isEqualTo(1);
      assertThat(log.lines())
          .containsExactly(
              "no progress within 40000 ms: " + what + "; if it lasts, drinkd is restarted");
    }
    latch.countDown();
    await()
        .untilAsserted(
            () -> {
              timers.advance(Duration.ZERO);
              assertThat(pings).isGreaterThan(1);
            });
  }

  @Test
  void eachRoundCounts() {
    for (int round = 2; round < 5; round++) {
      timers.advance(PERIOD);
      awaitPings(round);
    }
  }

  @Test
  void hangingWriteEndsIt() {
    store.write(
        tx -> {
          block();
          return null;
        });
    assertSilentUntilItGetsOn("books", List.of(door::progress, links::progress));
  }

  @Test
  void hangingConnectionEndsIt() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      await().until(() -> !door.sessions().isEmpty());
      door.sessions()
          .iterator()
          .next()
          .getFilterChain()
          .addFirst(
              "hangs",
              new IoFilterAdapter() {
                @Override
                public void messageReceived(NextFilter next, IoSession session, Object message) {
                  hangs.countDown();
                  block();
                }
              });
      socket.getOutputStream().write('a');
      // Until the thread hangs it can still prove that it gets on.
      hangs.await();
      assertSilentUntilItGetsOn("listener echo", List.of(store::progress, links::progress));
    }
  }

  @Test
  void hangingBoardLinkEndsIt() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    try (ServerSocket board = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      links
          .dial(
              "127.0.0.1",
              board.getLocalPort(),
              timers,
              task -> {
                hangs.countDown();
                block();
              })
          .subscribe(new TextLineCodecFactory(), new Nobody());
      hangs.await();
      assertSilentUntilItGetsOn("board links", List.of(store::progress, door::progress));
    }
  }

  private static final class Nobody implements SessionHandler {

    @Override
    public void opened(IoSession session) {}

    @Override
    public void received(IoSession session, Object message) {}

    @Override
    public void closed(IoSession session, String reason) {}

    @Override
    public void failed(String reason, Duration nextTryIn) {}
  }

  @Test
  void booksThatCannotBeWrittenAreNoReason() {
    assertThat(
            store
                .write(
                    tx -> {
                      throw new IllegalStateException("a full disk, for one");
                    })
                .handle((done, failure) -> failure)
                .join())
        .isNotNull();
    store.close();
    timers.advance(PERIOD);
    awaitPings(2);
  }
}
