package io.drinkd.appliance.machine;

import io.drinkd.driver.SessionSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.mina.core.filterchain.IoFilter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/**
 * A machine's sessions as its driver gets them, so that they can be closed without the driver, and
 * the board's last message is known.
 */
final class WatchedSessions implements SessionSource {

  private final SessionSource source;
  private final Consumer<Object> received;
  private final Supplier<IoFilter> tap;
  private final MaskedTexts masked;
  private final BooleanSupplier mayOrder;
  private final Set<IoSession> open = ConcurrentHashMap.newKeySet();
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  /** The one that its driver has taken for the board's, last. */
  private volatile Optional<IoSession> accepted = Optional.empty();

  private volatile boolean ended;

  /**
   * @param received called with each message of the board
   * @param tap creates the filter that shows a session's bytes
   * @param masked masks what the driver says
   * @param mayOrder whether orders may be sent
   */
  WatchedSessions(
      SessionSource source,
      Consumer<Object> received,
      Supplier<IoFilter> tap,
      MaskedTexts masked,
      BooleanSupplier mayOrder) {
    this.tap = tap;
    this.masked = masked;
    this.mayOrder = mayOrder;
    this.source = source;
    this.received = received;
  }

  @Override
  public Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler) {
    var subscription = new WatchedSubscription(source.subscribe(codec, new Watched(handler)));
    subscriptions.add(subscription);
    if (ended) {
      end();
    }
    return subscription;
  }

  @Override
  public Subscription visit(ProtocolCodecFactory codec, SessionHandler handler) {
    return source.visit(codec, new Watched(handler));
  }

  @Override
  public boolean mayOrder() {
    return mayOrder.getAsBoolean();
  }

  /** Closes all sessions, and requests no more. */
  void end() {
    ended = true;
    subscriptions.forEach(Subscription::close);
    open.forEach(IoSession::closeNow);
  }

  /** The board's network address; not that of a session beside its own, which may be anybody's. */
  Optional<String> remoteAddress() {
    return open.stream()
        .filter(session -> !session.isClosing() && isOfBoard(session))
        .map(session -> String.valueOf(session.getRemoteAddress()).replaceFirst("^/", ""))
        .findFirst();
  }

  /** Whether it is the board's, as far as its driver says. */
  private boolean isOfBoard(IoSession session) {
    return accepted.map(session::equals).orElse(true);
  }

  private final class WatchedSubscription implements Subscription {

    private final Subscription subscription;

    WatchedSubscription(Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public void accepted(IoSession session) {
      accepted = Optional.of(session);
      subscription.accepted(session);
    }

    @Override
    public void rejected(IoSession session, String reason) {
      subscription.rejected(session, masked.of(reason));
    }

    @Override
    public void settled() {
      subscription.settled();
    }

    @Override
    public void close() {
      subscription.close();
    }
  }

  private final class Watched implements SessionHandler {

    private final SessionHandler handler;

    Watched(SessionHandler handler) {
      this.handler = handler;
    }

    @Override
    public void opened(IoSession session) {
      open.add(session);
      session.getFilterChain().addBefore("codec", "tap", tap.get());
      handler.opened(session);
      if (ended) {
        end();
      }
    }

    @Override
    public void received(IoSession session, Object message) {
      boolean before = isOfBoard(session);
      if (before) {
        received.accept(message);
      }
      handler.received(session, message);
      if (!before && isOfBoard(session)) {
        received.accept(message);
      }
    }

    @Override
    public void closed(IoSession session, String reason) {
      open.remove(session);
      handler.closed(session, reason);
    }

    @Override
    public void failed(String reason, Duration nextTryIn) {
      handler.failed(reason, nextTryIn);
    }
  }
}
