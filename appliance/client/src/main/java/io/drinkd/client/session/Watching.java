package io.drinkd.client.session;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.wire.Reply;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Events, each once, also over lost connections: it continues after the last one that came. */
public final class Watching implements Consumer<String> {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(15);

  private final Consumer<Event> listener;
  private final AtomicLong last = new AtomicLong(-1);

  /** The listener is called on the connection's thread. */
  public Watching(Consumer<Event> listener) {
    this.listener = listener;
  }

  /** Takes a line of an event. */
  @Override
  public void accept(String line) {
    Event.of(line)
        .ifPresent(
            event -> {
              last.set(event.number());
              listener.accept(event);
            });
  }

  /**
   * Asks for events from now on, or from the last one that came.
   *
   * @throws FailedException with {@link ExitCode#UNSUPPORTED} if the server has none
   */
  public void begin(Session session) {
    Reply reply = last.get() < 0 ? session.ask("WATCH") : session.ask("WATCH", last.get());
    if (!reply.done() && last.get() >= 0) {
      // It does not remember so long ago, or has begun to count again.
      reply = session.ask("WATCH");
    }
    reply.orFail();
  }

  /**
   * After {@link #begin}: watches until this thread is interrupted, and connects again whenever
   * that is needed.
   *
   * @param lost is called when a connection is lost
   */
  public void run(Session session, Consumer<LinkLostException> lost) {
    while (!Thread.currentThread().isInterrupted()) {
      if (!awaitEnd(session)) {
        return;
      }
      lost.accept(new LinkLostException("the connection to the server was lost"));
      connectAgain(session);
    }
  }

  /** False if this thread was interrupted. */
  private static boolean awaitEnd(Session session) {
    try {
      session.end().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      // It ends in one way only.
      return true;
    }
    return true;
  }

  /** Tries until it works, at growing intervals, or until this thread is interrupted. */
  private void connectAgain(Session session) {
    Duration pause = PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(pause.toNanos());
      try {
        session.reconnect();
        begin(session);
        return;
      } catch (FailedException e) {
        if (e.code() != ExitCode.NO_CONNECTION && e.code() != ExitCode.NOT_READY) {
          throw e;
        }
      }
      pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
    }
  }
}
