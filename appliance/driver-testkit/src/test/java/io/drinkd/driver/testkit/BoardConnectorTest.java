package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.driver.SessionSource;
import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.SessionSource.Subscription;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.link.BoardMessage.KeepAlive;
import io.drinkd.driver.testkit.sample.TiniDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoardConnectorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ManualTimers timers = new ManualTimers();
  private final MachineThread thread = keep(new MachineThread());
  private final BoardConnector connector = keep(new BoardConnector());
  private final Reports reports = new Reports();

  /** What the source reported, in order. */
  private static final class Reports implements SessionHandler {

    private final LinkedBlockingQueue<Object> events = new LinkedBlockingQueue<>();

    private record Failed(String reason, Duration nextTryIn) {}

    private record Closed(String reason) {}

    @Override
    public void opened(IoSession session) {
      events.add(session);
    }

    @Override
    public void received(IoSession session, Object message) {
      events.add(message);
    }

    @Override
    public void closed(IoSession session, String reason) {
      events.add(new Closed(reason));
    }

    @Override
    public void failed(String reason, Duration nextTryIn) {
      events.add(new Failed(reason, nextTryIn));
    }

    <T> T next(Class<T> type) throws InterruptedException {
      Object event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(event).isInstanceOf(type);
      return type.cast(event);
    }
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

  private ServerSocket server() throws IOException {
    return keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
  }

  private Subscription subscribe(String host, int port) {
    SessionSource source = connector.dial(host, port, timers, thread, new SplittableRandom(1));
    return source.subscribe(new TiniDriver.Codec(), reports);
  }

  /** A port at which nobody listens. */
  private int deadPort() throws IOException {
    return keep(ReservedPort.any()).number();
  }

  /** The pause is begun after the failure is reported, so it is waited for. */
  private void letPauseBeOver(Duration pause) {
    await().atMost(PATIENCE).until(() -> timers.waiting() == 1);
    timers.advance(pause.minusNanos(1));
    assertThat(timers.waiting()).isEqualTo(1);
    timers.advance(Duration.ofNanos(1));
  }

  @Test
  void eachFailedAttemptIsReportedWithThePauseBeforeTheNext() throws Exception {
    int port = deadPort();
    subscribe("127.0.0.1", port);

    for (int step : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      var failed = reports.next(Reports.Failed.class);
      assertThat(failed.reason()).isEqualTo("127.0.0.1:" + port + " refuses the connection");
      assertThat(failed.nextTryIn())
          .isBetween(Duration.ofMillis(step * 500L), Duration.ofSeconds(step));
      letPauseBeOver(failed.nextTryIn());
    }
  }

  @Test
  void anUnknownHostIsReportedAsSuch() throws Exception {
    subscribe("no such host", 4343);

    assertThat(reports.next(Reports.Failed.class).reason()).isEqualTo("unknown host no such host");
  }

  @Test
  void aBoardThatDoesNotAnswerIsReportedAsSuch() throws Exception {
    ServerSocket server = server();
    // Nobody accepts: once the queue of the listening socket is full, the system drops new dials.
    for (int i = 0; i < 8; i++) {
      var filler = keep(SocketChannel.open());
      filler.configureBlocking(false);
      filler.connect(server.getLocalSocketAddress());
    }
    subscribe("127.0.0.1", server.getLocalPort());

    assertThat(reports.next(Reports.Failed.class).reason())
        .isEqualTo("127.0.0.1:" + server.getLocalPort() + " does not answer");
  }

  @Test
  void aSessionThatEndsIsFollowedByAnotherOne() throws Exception {
    ServerSocket server = server();
    Subscription subscription = subscribe("127.0.0.1", server.getLocalPort());
    for (int i = 0; i < 3; i++) {
      try (var link = new RawLink(server.accept())) {
        reports.next(IoSession.class);
        subscription.settled();
        link.send("9\n");
        assertThat(reports.next(KeepAlive.class)).isNotNull();
      }
      assertThat(reports.next(Reports.Closed.class).reason()).isEqualTo("closed by the board");
      await().atMost(PATIENCE).until(() -> timers.waiting() == 1);
      timers.advance(Duration.ofSeconds(1));
    }
    keep(server.accept());
  }

  @Test
  void aSessionThatDidNotSettleDoesNotShortenThePause() throws Exception {
    ServerSocket server = server();
    subscribe("127.0.0.1", server.getLocalPort());
    for (int i = 0; i < 5; i++) {
      server.accept().close();
      reports.next(IoSession.class);
      reports.next(Reports.Closed.class);
      await().atMost(PATIENCE).until(() -> timers.waiting() == 1);
      if (i < 4) {
        timers.advance(LONGEST_PAUSE);
      }
    }
    timers.advance(Duration.ofSeconds(7));
    assertThat(timers.waiting()).as("of 16 s at least 8 s are waited").isEqualTo(1);
  }

  @Test
  void aSubscriptionThatIsClosedDialsNoMore() throws Exception {
    Subscription subscription = subscribe("127.0.0.1", deadPort());
    reports.next(Reports.Failed.class);
    subscription.close();

    await().atMost(PATIENCE).until(() -> timers.waiting() == 0);
  }

  @Test
  void closeEndsSessionsAndThreads() throws Exception {
    ServerSocket server = server();
    subscribe("127.0.0.1", server.getLocalPort());
    try (var link = new RawLink(server.accept())) {
      reports.next(IoSession.class);
      connector.close();

      assertThat(link.next()).isEqualTo("(end)");
      assertThat(reports.next(Reports.Closed.class).reason()).isEqualTo("closed by this side");
    }
  }
}
