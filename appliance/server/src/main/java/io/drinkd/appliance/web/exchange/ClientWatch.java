package io.drinkd.appliance.web.exchange;

import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Notices that the client of one request has gone before it is answered, as Jetty itself does only
 * when it writes. For that it reads from the connection, so it begins with an answer that takes
 * long, and once the whole request has been read; and the connection is good for nothing else then.
 * May be used by any thread.
 */
final class ClientWatch {

  /** Nearly all answers are made before, and their connections are used again. */
  static final Duration LONG = Duration.ofSeconds(1);

  private static final int READ_BYTES = 16;

  private enum State {
    NOT_BEGUN,
    WATCHING,
    /** Somebody answers, and nothing was read. */
    ANSWERED,
    /** Somebody answers, and the connection has been read from. */
    ANSWERED_WATCHING
  }

  /** So long it does not look again that found nothing, as with TLS records without data. */
  private static final long PAUSE_MILLIS = 100;

  private final EndPoint endPoint;
  private final Components components;
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.NOT_BEGUN);
  private volatile Timers.Timer next = () -> {};
  private volatile boolean live;

  ClientWatch(Request request) {
    endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    components = request.getComponents();
  }

  /** Completes, on any thread, when the client has gone. */
  CompletionStage<Void> left() {
    return left;
  }

  boolean hasLeft() {
    return left.isDone();
  }

  /**
   * Begins if the answer takes long.
   *
   * @param isRead whether the whole request has been read; may begin to do so
   */
  void beginLater(Timers timers, BooleanSupplier isRead) {
    next = timers.after(LONG, () -> look(timers, isRead));
    if (state.get() != State.NOT_BEGUN) {
      next.cancel();
    }
  }

  private void look(Timers timers, BooleanSupplier isRead) {
    if (!isRead.getAsBoolean()) {
      beginLater(timers, isRead);
    } else if (state.compareAndSet(State.NOT_BEGUN, State.WATCHING)) {
      watch();
    }
  }

  /**
   * From now on the request is being answered.
   *
   * @return whether the connection has to be closed after it
   */
  boolean answers() {
    next.cancel();
    return state.updateAndGet(
            now ->
                now == State.NOT_BEGUN || now == State.ANSWERED
                    ? State.ANSWERED
                    : State.ANSWERED_WATCHING)
        == State.ANSWERED_WATCHING;
  }

  /** Closes its connection, on which nobody is. */
  void close() {
    endPoint.close();
  }

  /** Watches while the client reads an answer that has no end, too. */
  void whileLive() {
    live = true;
    watch();
  }

  /** Does nothing if it does so already, or need not any more. */
  private void watch() {
    if (live || state.get() == State.WATCHING) {
      endPoint.tryFillInterested(
          Callback.from(
              InvocationType.NON_BLOCKING, this::lookLater, failure -> left.complete(null)));
    }
  }

  /**
   * With TLS whoever looks decrypts, for as long as the client has it do so: that is not for the
   * thread that reads from all connections.
   */
  private void lookLater() {
    try {
      components.getExecutor().execute(this::look);
    } catch (RejectedExecutionException e) {
      left.complete(null);
    }
  }

  private void look() {
    ByteBuffer bytes = BufferUtil.allocate(READ_BYTES);
    try {
      int read = endPoint.fill(bytes);
      if (read == 0) {
        components.getScheduler().schedule(this::watch, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } else if (read < 0 || live) {
        // It has closed the connection, or asks for something else on one that is taken.
        left.complete(null);
      }
      // Otherwise it has sent its next request before the answer, and is there.
    } catch (IOException e) {
      left.complete(null);
    }
  }
}
