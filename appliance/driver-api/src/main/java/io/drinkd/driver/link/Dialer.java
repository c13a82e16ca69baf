package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.service.IoConnector;
import org.apache.mina.core.session.IoSession;

/**
 * Keeps one address dialled, or dials it once: one attempt or one session at a time, and a wait
 * after each. The next attempt begins only after the end of the last one has been reported, so the
 * calls of the handler need no lock.
 */
final class Dialer implements SessionSource.Subscription, LinkOwner {

  private final DialledAddress address;
  private final IoConnector connector;
  private final Executor resolver;
  private final Timers timers;
  private final Subscriber subscriber;
  private final boolean again;

  // Guarded by this; no foreign code is called while it is held.
  private final BackOff backOff;
  private Timer nextAttempt = () -> {};
  private boolean closed;
  private Optional<IoSession> unopened = Optional.empty();

  /** Whether the handler has the present session; on its executor only. */
  private boolean reported;

  Dialer(
      DialledAddress address,
      IoConnector connector,
      Executor resolver,
      Timers timers,
      RandomGenerator jitter,
      Subscriber subscriber,
      boolean again) {
    this.address = address;
    this.connector = connector;
    this.resolver = resolver;
    this.timers = timers;
    this.backOff = new BackOff(jitter);
    this.subscriber = subscriber;
    this.again = again;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  /** What encrypts its next session, if that is TLS. */
  Optional<TlsFilter> tls() {
    return address
        .tls()
        .map(engines -> new TlsFilter(address.toString(), engines.engine(), timers));
  }

  /** Begins an attempt. Resolving a name may take long, so no I/O or timer thread does it. */
  void dial() {
    if (!isClosed() && !connector.isDisposing()) {
      resolver.execute(this::resolveAndConnect);
    }
  }

  private void resolveAndConnect() {
    try {
      var resolved = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
      ConnectFuture attempt = connector.connect(resolved, (session, future) -> begin(session));
      attempt.addListener(
          future -> {
            if (attempt.getException() != null) {
              failed(ConnectFailure.reason(address, attempt.getException()));
            }
          });
    } catch (UnknownHostException e) {
      failed("unknown host " + address.host());
    } catch (RuntimeException e) {
      failed(ConnectFailure.reason(address, e));
    }
  }

  private void begin(IoSession session) {
    own(session);
    synchronized (this) {
      unopened = Optional.of(session);
    }
  }

  private synchronized Optional<IoSession> takeUnopened() {
    Optional<IoSession> taken = unopened;
    unopened = Optional.empty();
    return taken;
  }

  private void failed(String reason) {
    Duration wait = again ? nextWait() : Duration.ZERO;
    try {
      if (!isClosed()) {
        subscriber.executor().execute(() -> subscriber.handler().failed(reason, wait));
      }
    } catch (RejectedExecutionException e) {
      // The driver has been stopped; its subscription ends at once.
    } finally {
      retryAfter(wait);
    }
  }

  @Override
  public void opened(IoSession session) {
    takeUnopened();
    if (isClosed()) {
      session.closeNow();
    } else {
      reported = true;
      subscriber.handler().opened(session);
    }
  }

  @Override
  public void received(IoSession session, Object message) {
    subscriber.handler().received(session, message);
  }

  @Override
  public void closed(IoSession session, String reason) {
    takeUnopened();
    if (!reported) {
      failed(reason);
      return;
    }
    reported = false;
    try {
      subscriber.handler().closed(session, reason);
    } finally {
      retryAfter(nextWait());
    }
  }

  private synchronized Duration nextWait() {
    return backOff.next();
  }

  private synchronized void retryAfter(Duration wait) {
    if (!closed && again) {
      nextAttempt = timers.after(wait, this::dial);
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
  public void close() {
    synchronized (this) {
      closed = true;
      nextAttempt.cancel();
    }
    // Nobody has received it, so nobody else closes it.
    takeUnopened().ifPresent(IoSession::closeNow);
  }
}
