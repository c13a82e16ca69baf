package io.drinkd.driver.link;

import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource.Subscription;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolCodecFilter;

/** A board that may dial in, and the owner of its sessions once it has. */
final class ExpectedBoard implements LinkOwner, Subscription {

  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  private final PendingConnections connections;
  private final String machine;
  private final Secret password;
  private final Optional<InetAddress> address;
  private final Subscriber subscriber;
  // Touched on the thread of the pending connections only.
  private Optional<IoSession> newest = Optional.empty();
  private long nextReportNanos;

  ExpectedBoard(
      PendingConnections connections,
      String machine,
      Secret password,
      Optional<InetAddress> address,
      Subscriber subscriber) {
    this.connections = connections;
    this.machine = machine;
    this.password = password;
    this.address = address;
    this.subscriber = subscriber;
    this.nextReportNanos = connections.timers().nanoTime();
  }

  String machine() {
    return machine;
  }

  Executor executor() {
    return subscriber.executor();
  }

  ProtocolCodecFactory codec() {
    return subscriber.codec();
  }

  boolean mayComeFrom(InetAddress from) {
    return address.isEmpty() || address.get().equals(from);
  }

  boolean hasPassword(String candidate) {
    return password.matches(candidate);
  }

  /**
   * Lets its machine show, while its board is not linked, that somebody was refused who may be the
   * board. Once in ten seconds at most: guessers must not keep the machine's thread busy.
   */
  void passwordWasWrong(InetAddress from) {
    long now = connections.timers().nanoTime();
    if (now - nextReportNanos < 0) {
      return;
    }
    nextReportNanos = now + REPORT_EVERY.toNanos();
    String reason = "login from " + from.getHostAddress() + " refused: wrong password";
    runOnMachineThread(() -> subscriber.handler().failed(reason, Duration.ZERO));
  }

  /**
   * Takes a session over. Nothing is read from it meanwhile.
   *
   * @param received the bytes that the board has sent so far
   */
  void take(IoSession session, byte[] received) {
    Optional<IoSession> previous = newest;
    newest = Optional.of(session);
    session.getFilterChain().addLast("hand-over", new HandOverFilter(executor()));
    session.getFilterChain().addLast("codec", new ProtocolCodecFilter(codec()));
    // The session has its new owner only after this, so its end cannot be reported before it.
    runOnMachineThread(() -> subscriber.handler().opened(session));
    own(session);
    session.getFilterChain().fireMessageReceived(IoBuffer.wrap(received));
    previous.ifPresent(IoSession::closeNow);
    session.resumeRead();
  }

  @Override
  public void opened(IoSession session) {
    throw new IllegalStateException("a session is opened before its board is known");
  }

  @Override
  public void received(IoSession session, Object message) {
    subscriber.handler().received(session, message);
  }

  @Override
  public void closed(IoSession session, String reason) {
    runOnMachineThread(() -> subscriber.handler().closed(session, reason));
  }

  private void runOnMachineThread(Runnable task) {
    try {
      executor().execute(task);
    } catch (RejectedExecutionException e) {
      // Its driver has been stopped and is not interested any more.
    }
  }

  /** A board that dials in paces its attempts itself. */
  @Override
  public void settled() {}

  @Override
  public void close() {
    connections.expectNoMore(this);
  }
}
