package io.drinkd.driver.link;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.SessionSource.Subscription;
import io.drinkd.driver.link.Newcomers.Newcomer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/**
 * A board with a link that is held. It accepts sessions as they come and runs a {@link LinkSession}
 * on the newest one; a session that is lost or closed is followed by another one for as long as the
 * board is open. Where the board does not log in, a session beside the one that is held takes its
 * place only when it has shown that it is alive, or the one that is held does not answer a question
 * in time, and not while an order is in flight: see {@link Newcomers}.
 */
final class HeldLink implements Board {

  private final LinkParts parts;
  private final LinkOrders orders;
  private final Subscription subscription;
  private final Newcomers newcomers;

  private Optional<IoSession> lastSession = Optional.empty();
  private Optional<LinkSession> current = Optional.empty();
  private boolean closed;

  /** Subscribes to sessions at once, and accepts them until it is closed. */
  HeldLink(LinkParts parts, ProtocolCodecFactory codec) {
    this.parts = parts;
    orders = new LinkOrders(parts);
    newcomers = new Newcomers(parts, this::rejected);
    subscription = parts.context().sessions().subscribe(codec, new Sessions());
  }

  @Override
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    return parts
        .obstacle(order.slot(), closed, current.isPresent())
        .or(() -> current.orElseThrow().obstacle(order.slot()))
        .map(LinkOrders::notSent)
        .orElseGet(
            () -> {
              CompletableFuture<DropOutcome> outcome = orders.give(order, current.orElseThrow());
              outcome.thenRun(this::lookAtNewcomersNext);
              return outcome;
            });
  }

  @Override
  public CompletableFuture<Void> close() {
    if (!closed) {
      closed = true;
      subscription.close();
      newcomers.closeAll();
      end("the board is closed");
    }
    var done = new CompletableFuture<Void>();
    if (lastSession.isPresent()) {
      lastSession.get().closeNow().addListener(future -> done.complete(null));
    } else {
      done.complete(null);
    }
    return done;
  }

  /** Ends the session, if there is one; reports the state before the outcome of its order. */
  private void end(String reason) {
    Optional<LinkSession> ended = current;
    current = Optional.empty();
    if (closed) {
      parts.status().reportClosed(reason);
    } else {
      parts.status().report(BoardState.DOWN, reason);
    }
    ended.ifPresent(session -> session.end(reason));
    lookAtNewcomersNext();
  }

  /** Not at once: what has ended an order or a session is still at work. */
  private void lookAtNewcomersNext() {
    if (!newcomers.isEmpty()) {
      parts.after(Duration.ZERO, this::lookAtNewcomers);
    }
  }

  private void lookAtNewcomers() {
    if (closed) {
      return;
    }
    if (current.isEmpty()) {
      newcomers.takeAny().ifPresent(this::replaceBy);
    } else if (orders.current().filter(order -> !order.isOverdue()).isEmpty()) {
      newcomers
          .takeAlive()
          .ifPresentOrElse(this::replaceBy, () -> current.orElseThrow().showLife());
    }
  }

  private void replaceBy(Newcomer newcomer) {
    hold(newcomer.session());
    newcomer.heard().stream()
        .takeWhile(message -> isCurrent(newcomer.session()))
        .forEach(message -> current.orElseThrow().received(message));
  }

  /** Runs a new session, in the place of the one that there is. */
  private void hold(IoSession session) {
    if (current.isPresent()) {
      end("replaced by a new link of the same board");
    }
    lastSession = Optional.of(session);
    subscription.accepted(session);
    current =
        Optional.of(
            new LinkSession(
                session,
                parts,
                orders,
                subscription::settled,
                reason -> endIfCurrent(session, reason)));
    current.get().open();
  }

  private void rejected(IoSession session, String reason) {
    subscription.rejected(session, reason);
  }

  private void endIfCurrent(IoSession session, String reason) {
    if (isCurrent(session)) {
      end(reason);
    }
  }

  private boolean isCurrent(IoSession session) {
    return current.filter(one -> one.isOn(session)).isPresent();
  }

  private final class Sessions implements SessionHandler {

    @Override
    public void opened(IoSession session) {
      if (closed) {
        session.closeNow();
        return;
      }
      if (current.isPresent() && !parts.traits().login()) {
        newcomers.add(session);
        lookAtNewcomers();
      } else {
        hold(session);
      }
    }

    @Override
    public void received(IoSession session, Object message) {
      if (isCurrent(session)) {
        current.orElseThrow().received((BoardMessage) message);
      } else if (newcomers.received(session, (BoardMessage) message)) {
        lookAtNewcomers();
      }
    }

    @Override
    public void closed(IoSession session, String reason) {
      newcomers.ended(session);
      endIfCurrent(session, "link lost: " + reason);
    }

    @Override
    public void failed(String reason, Duration nextTryIn) {
      if (!closed && current.isEmpty()) {
        parts.status().reportFailedAttempt(reason, nextTryIn);
      }
    }
  }
}
