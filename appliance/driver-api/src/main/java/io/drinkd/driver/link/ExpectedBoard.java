package io.drinkd.driver.link;

import io.drinkd.driver.Secret;
import io.drinkd.driver.SessionSource.Subscription;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A board that may dial in, and the owner of its sessions once it has. */
final class ExpectedBoard implements LinkOwner, Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(ExpectedBoard.class);

  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  /**
   * Of a board that is known by its place alone, from each origin: so many links at once, then one
   * in this time.
   */
  static final int LINKS_AT_ONCE = 5;

  static final Duration ONE_MORE_LINK_EVERY = Duration.ofSeconds(10);

  /** The one that connected longest ago is forgotten. */
  private static final int ORIGINS_MAX = 1024;

  private final PendingConnections connections;
  private final String machine;
  private final Optional<Secret> password;
  private final Optional<InetAddress> address;
  private final int port;
  private final Subscriber subscriber;
  // Touched on the thread of the pending connections only.
  private Optional<IoSession> newest = Optional.empty();
  private long nextReportNanos;

  /** Of each origin, when it may have all its links at once again. */
  private final Map<Object, Long> allLinksNanos =
      new LinkedHashMap<>(0, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
          return size() > ORIGINS_MAX;
        }
      };

  /**
   * @param password with which it logs in; empty if it is known by its place alone
   * @param address the only one from which it may come; empty for any
   * @param port that of this appliance at which it dials in
   */
  ExpectedBoard(
      PendingConnections connections,
      String machine,
      Optional<Secret> password,
      Optional<InetAddress> address,
      int port,
      Subscriber subscriber) {
    this.connections = connections;
    this.machine = machine;
    this.password = password;
    this.address = address;
    this.port = port;
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

  /** The port of this appliance at which it dials in. */
  int port() {
    return port;
  }

  /** Whether it does not log in. */
  boolean isKnownByPlace() {
    return password.isEmpty();
  }

  boolean mayHave(PendingConnection connection) {
    return port == connection.port()
        && (address.isEmpty() || address.get().equals(connection.address()));
  }

  boolean hasPassword(String candidate) {
    return password.filter(own -> own.matches(candidate)).isPresent();
  }

  /**
   * Whether one that is known by its place may have that link too now. Anybody there may be taken
   * for it, and each link costs lines in the log. Strangers elsewhere do not use up its share.
   */
  boolean mayHaveAnotherLink(PendingConnection connection) {
    long now = connections.timers().nanoTime();
    long every = ONE_MORE_LINK_EVERY.toNanos();
    long all = allLinksNanos.getOrDefault(connection.origin(), now);
    if (all - now > (LINKS_AT_ONCE - 1) * every) {
      return false;
    }
    allLinksNanos.put(connection.origin(), Math.max(all, now) + every);
    return true;
  }

  /** Whoever may be it has had all the links from that address that it may have now. */
  void hadTooManyLinks(InetAddress from) {
    refused(
        "connection from "
            + from.getHostAddress()
            + " refused: more than "
            + LINKS_AT_ONCE
            + " came from there within "
            + DurationFormat.seconds(ONE_MORE_LINK_EVERY.multipliedBy(LINKS_AT_ONCE)));
  }

  void passwordWasWrong(InetAddress from) {
    refused("login from " + from.getHostAddress() + " refused: wrong password");
  }

  /** Somebody has come to its own port from another address than its own. */
  void addressWasWrong(InetAddress from) {
    refused(
        "connection from "
            + from.getHostAddress()
            + " to port "
            + port
            + " refused: its board may come from "
            + address.map(InetAddress::getHostAddress).orElse("anywhere")
            + " only");
  }

  /**
   * Lets its machine show, while its board is not linked, that somebody was refused who may be the
   * board. Once in ten seconds at most: guessers must not keep the machine's thread busy.
   */
  private void refused(String reason) {
    long now = connections.timers().nanoTime();
    if (now - nextReportNanos >= 0) {
      nextReportNanos = now + REPORT_EVERY.toNanos();
      failed(reason, Duration.ZERO);
    }
  }

  /**
   * Lets its machine show why no session with its board can be opened.
   *
   * @param nextTryIn zero if that is the board's business
   */
  void failed(String reason, Duration nextTryIn) {
    runOnMachineThread(() -> subscriber.handler().failed(reason, nextTryIn));
  }

  /**
   * Takes a session over. Nothing is read from it meanwhile. The one before it is closed if the
   * board has logged in: anybody may have opened the new one otherwise, and the link decides.
   *
   * @param received the bytes that the board has sent so far
   */
  void take(IoSession session, byte[] received) {
    Optional<IoSession> previous = newest;
    newest = Optional.of(session).filter(one -> !isKnownByPlace());
    session.getFilterChain().addLast("hand-over", new HandOverFilter(executor()));
    session.getFilterChain().addLast("codec", new ProtocolCodecFilter(codec()));
    // The session has its new owner only after this, so its end cannot be reported before it.
    runOnMachineThread(() -> subscriber.handler().opened(session));
    own(session);
    if (received.length > 0) {
      session.getFilterChain().fireMessageReceived(IoBuffer.wrap(received));
    }
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

  @Override
  public void accepted(IoSession session) {
    LOG.info("machine {}: board connected from {}", machine, session.getRemoteAddress());
  }

  /** How many such lines there are is limited. */
  @Override
  public void rejected(IoSession session, String reason) {
    connections.wasClosed(session.getRemoteAddress(), port, "machine " + machine + " " + reason);
  }

  /** A board that dials in paces its attempts itself. */
  @Override
  public void settled() {}

  @Override
  public void close() {
    connections.expectNoMore(this);
  }
}
