package io.drinkd.driver.link;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * MINA's I/O processor, one thread that reads and writes the sessions of many boards, which can be
 * asked to prove that it gets on. Once started the thread stays, so that whoever asks is always
 * answered.
 *
 * <p>Whether a session is read and written is changed on this thread only, whoever asks for it.
 * MINA changes it on the thread that asks, reading what it was and writing what it shall be in two
 * steps: two threads at once undo each other's change, and a board that has just dialled in is
 * never read from again.
 */
final class LinkProcessor extends NioProcessor {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** The thread of the loop, as soon as it looks at the sockets. */
  private volatile Thread loopThread;

  LinkProcessor(Executor threads) {
    super(threads);
  }

  /**
   * Completes when the thread has come to it; at once before the first session, which starts it.
   */
  CompletableFuture<Void> progress() {
    return loopThread == null
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(() -> {}, this::runSoon);
  }

  private void runSoon(Runnable task) {
    tasks.add(task);
    wakeup();
  }

  /** May be called on any thread. */
  @Override
  public void updateTrafficControl(NioSession session) {
    if (Thread.currentThread().equals(loopThread)) {
      super.updateTrafficControl(session);
    } else {
      runSoon(() -> super.updateTrafficControl(session));
    }
  }

  @Override
  protected int write(NioSession session, IoBuffer bytes, int most) throws IOException {
    OrderGate.requireOpen(session);
    return super.write(session, bytes, most);
  }

  @Override
  protected int select(long timeoutMillis) throws Exception {
    loopThread = Thread.currentThread();
    int ready = super.select(timeoutMillis);
    Runnable task = tasks.poll();
    while (task != null) {
      task.run();
      task = tasks.poll();
    }
    return ready;
  }

  @Override
  protected int allSessionsCount() {
    int count = super.allSessionsCount();
    return isDisposing() ? count : Math.max(1, count);
  }
}
