package io.drinkd.appliance.control.call;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * Waits for the appliance's greeting, and closes the connection if there is none in time: a process
 * that was stopped, or whose computer has no memory left, is connected with and never answers.
 */
final class Greeting implements AutoCloseable {

  private static final int NANOS_A_MILLI = 1_000_000;

  private enum State {
    AWAITED,
    COME,
    OVERDUE
  }

  private final SocketChannel channel;
  private final int patienceMillis;
  // Guarded by this.
  private State state = State.AWAITED;

  /** Begins to wait, on a thread of its own. */
  Greeting(SocketChannel channel, int patienceMillis) {
    this.channel = channel;
    this.patienceMillis = patienceMillis;
    Thread thread = new Thread(this::await, "greeting");
    thread.setDaemon(true);
    thread.start();
  }

  private void await() {
    try {
      if (!hasEndedInTime()) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      // Nobody interrupts it; and what cannot be closed is closed already.
      return;
    }
  }

  private synchronized boolean hasEndedInTime() throws InterruptedException {
    long begun = System.nanoTime();
    long left = patienceMillis;
    while (state == State.AWAITED && left > 0) {
      wait(left);
      left = patienceMillis - (System.nanoTime() - begun) / NANOS_A_MILLI;
    }
    return !end(State.OVERDUE);
  }

  private synchronized boolean end(State how) {
    if (state != State.AWAITED) {
      return false;
    }
    state = how;
    notifyAll();
    return true;
  }

  /** To be called when it has come; false if that was too late, and the connection is closed. */
  boolean hasCome() {
    return end(State.COME);
  }

  synchronized boolean isOverdue() {
    return state == State.OVERDUE;
  }

  int patienceMillis() {
    return patienceMillis;
  }

  /** Waits no more. */
  @Override
  public void close() {
    end(State.COME);
  }
}
