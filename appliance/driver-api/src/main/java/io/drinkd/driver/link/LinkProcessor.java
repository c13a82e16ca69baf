package io.drinkd.driver.link;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.apache.mina.transport.socket.nio.NioProcessor;

/**
 * MINA's I/O processor, one thread that reads and writes the sessions of many boards, which can be
 * asked to prove that it gets on. Once started the thread stays, so that whoever asks is always
 * answered.
 */
final class LinkProcessor extends NioProcessor {

  /** Whoever waits for the thread to come round. */
  private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();

  private volatile boolean started;

  LinkProcessor(Executor threads) {
    super(threads);
  }

  /**
   * Completes when the thread has come to it; at once before the first session, which starts it.
   */
  CompletableFuture<Void> progress() {
    if (!started) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> proof = new CompletableFuture<>();
    asked.add(proof);
    wakeup();
    return proof;
  }

  @Override
  protected int select(long timeoutMillis) throws Exception {
    started = true;
    int ready = super.select(timeoutMillis);
    CompletableFuture<Void> proof = asked.poll();
    while (proof != null) {
      proof.complete(null);
      proof = asked.poll();
    }
    return ready;
  }

  @Override
  protected int allSessionsCount() {
    int count = super.allSessionsCount();
    return isDisposing() ? count : Math.max(1, count);
  }
}
