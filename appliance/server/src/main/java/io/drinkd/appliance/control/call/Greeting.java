package io.drinkd.appliance.control.call;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Waits for the appliance's greeting, and closes the connection if there is none in time: a process
 * that was stopped, or whose computer has no memory left, is connected with and never answers.
 */
final class Greeting implements AutoCloseable {

  private enum State {
    AWAITED,
    COME,
    OVERDUE
  }

  private final SocketChannel channel;
  private final Duration patience;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<State> state = new AtomicReference<>(State.AWAITED);

  /** Begins to wait, on a thread of its own. */
  Greeting(SocketChannel channel, Duration patience) {
    this.channel = channel;
    this.patience = patience;
    Thread thread = new Thread(this::await, "greeting");
    thread.setDaemon(true);
    thread.start();
  }

  private void await() {
    try {
      if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)
          && state.compareAndSet(State.AWAITED, State.OVERDUE)) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      // Nobody interrupts it; and what cannot be closed is closed already.
      return;
    }
  }

  /** To be called when it has come; false if that was too late, and the connection is closed. */
  boolean hasCome() {
    boolean inTime = state.compareAndSet(State.AWAITED, State.COME);
    ended.countDown();
    return inTime;
  }

  boolean isOverdue() {
    return state.get() == State.OVERDUE;
  }

  Duration patience() {
    return patience;
  }

  /** Waits no more. */
  @Override
  public void close() {
    ended.countDown();
  }
}
