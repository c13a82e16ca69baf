package io.drinkd.driver.link;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.SessionSource.SessionHandler;
import io.drinkd.driver.SessionSource.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Board} of every model whose codec speaks in {@link BoardMessage}s and {@link
 * BoardRequest}s. It takes sessions as they come, has a {@link BoardSession} on the newest one, and
 * says what became of it; a session that is lost or given up is followed by another one for as long
 * as the board is open.
 *
 * <p>All state is touched inside one serial executor only. Its log is {@code
 * io.drinkd.board.<machine>}, so that one machine's traffic can be watched at level trace.
 */
public final class BoardLink implements Board {

  /** A board says a line a second at most; so many unhandled ones are a fault, and cost memory. */
  private static final int MOST_UNHANDLED_MESSAGES = 1024;

  private final SerialExecutor executor = new SerialExecutor();
  private final AtomicInteger unhandled = new AtomicInteger();
  private final LinkParts parts;

  private Subscription subscription;
  private Optional<IoSession> lastSession = Optional.empty();
  private Optional<BoardSession> conversation = Optional.empty();
  private boolean closed;

  /**
   * Opens the link: sessions are asked for at once, and taken for as long as it is not closed.
   *
   * @param codec decodes {@link BoardMessage}s and nothing else, and encodes {@link BoardRequest}s
   */
  public BoardLink(BoardContext context, ProtocolCodecFactory codec, Liveness liveness) {
    Logger log = LoggerFactory.getLogger("io.drinkd.board." + context.settings().machine());
    parts =
        new LinkParts(
            context,
            liveness,
            executor,
            new StatusReporter(context.listener(), log),
            new GarbageLog(log, context.timers()),
            log);
    // Inside the executor, so that a session that comes at once waits until the subscription is
    // known.
    executor.execute(() -> subscription = context.sessions().subscribe(codec, new Sessions()));
  }

  @Override
  public CompletableFuture<DropOutcome> drop(DropOrder order) {
    var outcome = new CompletableFuture<DropOutcome>();
    executor.execute(() -> drop(order, outcome));
    return outcome;
  }

  private void drop(DropOrder order, CompletableFuture<DropOutcome> outcome) {
    Optional<String> obstacle = obstacle(order.slot());
    if (obstacle.isPresent()) {
      outcome.complete(new DropOutcome.NotSent(obstacle.get()));
    } else {
      conversation.orElseThrow().send(order, outcome);
    }
  }

  private Optional<String> obstacle(int slot) {
    if (closed) {
      return Optional.of("the board is closed");
    }
    if (!parts.settings().slots().contains(slot)) {
      return Optional.of("the machine has no slot " + slot);
    }
    if (conversation.isEmpty()) {
      String reason = parts.status().reason();
      return Optional.of("no link with the board" + (reason.isEmpty() ? "" : ": " + reason));
    }
    return conversation.get().obstacle(slot);
  }

  @Override
  public CompletableFuture<Void> close() {
    var done = new CompletableFuture<Void>();
    executor.execute(() -> close(done));
    return done;
  }

  private void close(CompletableFuture<Void> done) {
    if (!closed) {
      closed = true;
      subscription.close();
      leave("the board is closed");
    }
    if (lastSession.isPresent()) {
      lastSession.get().closeNow().addListener(future -> done.complete(null));
    } else {
      done.complete(null);
    }
  }

  /** Ends the conversation, if there is one; the state is told before the outcome of its order. */
  private void leave(String reason) {
    Optional<BoardSession> left = conversation;
    conversation = Optional.empty();
    try {
      parts.status().say(BoardState.DOWN, reason);
    } finally {
      left.ifPresent(one -> one.end(reason));
    }
  }

  /** Where sessions are told about; carries each thing into the executor. */
  private final class Sessions implements SessionHandler {

    @Override
    public void opened(IoSession session) {
      executor.execute(() -> begin(session));
    }

    private void begin(IoSession session) {
      if (closed) {
        session.closeNow();
        return;
      }
      if (conversation.isPresent()) {
        leave("replaced by a new link of the same board");
      }
      lastSession = Optional.of(session);
      conversation =
          Optional.of(
              new BoardSession(
                  session, parts, subscription::settled, reason -> giveUp(session, reason)));
    }

    @Override
    public void received(IoSession session, Object message) {
      var said = (BoardMessage) message;
      if (unhandled.get() >= MOST_UNHANDLED_MESSAGES) {
        refuseFlood(session);
        return;
      }
      unhandled.incrementAndGet();
      executor.execute(
          () -> {
            unhandled.decrementAndGet();
            conversation.filter(one -> one.isWith(session)).ifPresent(one -> one.hear(said));
          });
    }

    private void refuseFlood(IoSession session) {
      if (!session.isClosing()) {
        session.closeNow();
        executor.execute(() -> giveUp(session, "the board says more than can be heard"));
      }
    }

    @Override
    public void closed(IoSession session, String reason) {
      executor.execute(() -> giveUp(session, "link lost: " + reason));
    }

    private void giveUp(IoSession session, String reason) {
      if (conversation.filter(one -> one.isWith(session)).isPresent()) {
        leave(reason);
      }
    }

    @Override
    public void failed(String reason, Duration nextTryIn) {
      executor.execute(
          () -> {
            if (!closed && conversation.isEmpty()) {
              parts.status().sayFailedTry(reason, nextTryIn);
            }
          });
    }
  }
}
