package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.service.IoConnector;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/**
 * Keeps one address dialled: one try or one session at a time, and a wait after each. Since the
 * next try is begun only after the end of the last one has been told, its handler hears one thing
 * after the other without a lock around the calls.
 */
final class Dialer implements SessionSource.Subscription, LinkOwner {

  private final String host;
  private final int port;
  private final IoConnector connector;
  private final Executor resolver;
  private final Timers timers;
  private final Executor executor;
  private final ProtocolCodecFactory codec;
  private final SessionSource.SessionHandler handler;

  // Guarded by this; nothing is called out to while it is held.
  private final BackOff backOff;
  private Timer nextTry = () -> {};
  private boolean closed;

  Dialer(
      String host,
      int port,
      IoConnector connector,
      Executor resolver,
      Timers timers,
      Executor executor,
      RandomGenerator jitter,
      ProtocolCodecFactory codec,
      SessionSource.SessionHandler handler) {
    this.host = host;
    this.port = port;
    this.connector = connector;
    this.resolver = resolver;
    this.timers = timers;
    this.executor = executor;
    this.backOff = new BackOff(jitter);
    this.codec = codec;
    this.handler = handler;
  }

  ProtocolCodecFactory codec() {
    return codec;
  }

  Executor executor() {
    return executor;
  }

  /** Begins a try. A name may take many seconds to resolve, so no I/O or timer thread does it. */
  void dial() {
    if (!isClosed() && !connector.isDisposing()) {
      resolver.execute(this::resolveAndConnect);
    }
  }

  private void resolveAndConnect() {
    try {
      var address = new InetSocketAddress(InetAddress.getByName(host), port);
      ConnectFuture attempt = connector.connect(address, (session, future) -> own(session));
      attempt.addListener(
          future -> {
            if (attempt.getException() != null) {
              failed(ConnectFailure.reason(host, port, attempt.getException()));
            }
          });
    } catch (UnknownHostException e) {
      failed("host " + host + " is not known");
    } catch (RuntimeException e) {
      failed(ConnectFailure.reason(host, port, e));
    }
  }

  private void failed(String reason) {
    Duration wait = nextWait();
    try {
      if (!isClosed()) {
        executor.execute(() -> handler.failed(reason, wait));
      }
    } catch (RejectedExecutionException e) {
      // The driver was given up; its subscription ends at once.
    } finally {
      tryAgainAfter(wait);
    }
  }

  @Override
  public void opened(IoSession session) {
    if (isClosed()) {
      session.closeNow();
    } else {
      handler.opened(session);
    }
  }

  @Override
  public void received(IoSession session, Object message) {
    handler.received(session, message);
  }

  @Override
  public void closed(IoSession session, String reason) {
    try {
      handler.closed(session, reason);
    } finally {
      tryAgainAfter(nextWait());
    }
  }

  private synchronized Duration nextWait() {
    return backOff.next();
  }

  private synchronized void tryAgainAfter(Duration wait) {
    if (!closed) {
      nextTry = timers.after(wait, this::dial);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void settled() {
    backOff.reset();
  }

  @Override
  public synchronized void close() {
    closed = true;
    nextTry.cancel();
  }
}
