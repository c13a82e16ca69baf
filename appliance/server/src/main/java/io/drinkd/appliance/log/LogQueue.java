package io.drinkd.appliance.log;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines on their way to the appenders, and the thread that writes them. Whoever adds one never
 * waits: when nobody reads what is written the queue fills, and what does not fit is counted and
 * dropped; the next line that can be written is followed by the count.
 */
final class LogQueue {

  /** Some megabytes at most: a line has some hundred bytes. */
  static final int LINES_MAX = 8192;

  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(LINES_MAX);
  private final AtomicLong dropped = new AtomicLong();

  /** Since the beginning. */
  private final LongAdder droppedInAll = new LongAdder();

  private final Thread writer = new Thread(this::writeAll, "log");
  private volatile boolean closed;

  /** One line. */
  interface Entry {

    /**
     * Writes it, on the thread of the queue.
     *
     * @param last whether none waits behind it, so that buffers are to be flushed
     */
    void write(boolean last);
  }

  LogQueue() {
    writer.setDaemon(true);
    writer.setContextClassLoader(LogQueue.class.getClassLoader());
    writer.start();
  }

  /** Adds a line, or drops it if too many wait. Any thread. */
  void add(Entry line) {
    if (Thread.currentThread() == writer) {
      // Its own line, or one of an appender: to wait for itself would be for ever.
      line.write(waiting.isEmpty());
    } else if (!closed && !waiting.offer(line)) {
      drop();
    }
  }

  private void drop() {
    dropped.incrementAndGet();
    droppedInAll.increment();
  }

  /** How many lines were dropped so far. */
  long dropped() {
    return droppedInAll.sum();
  }

  private void writeAll() {
    try {
      while (true) {
        write(waiting.take());
      }
    } catch (InterruptedException e) {
      // The queue is closed.
    }
  }

  private void write(Entry line) {
    try {
      line.write(waiting.isEmpty());
    } catch (RuntimeException | Error e) {
      // An appender that throws is no reason to log nothing any more.
      drop();
      return;
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      // Not before: the log is not there yet while its queue is made.
      Logger log = LoggerFactory.getLogger(LogQueue.class);
      // What to do: look why nobody read the log for a while; what drinkd did meanwhile is in the
      // books.
      log.warn("lines dropped, for the log was not read in time: {}", lost);
    }
  }

  /** Waits until all lines so far are written; false if that takes too long. */
  boolean flush(Duration patience) {
    CountDownLatch written = new CountDownLatch(1);
    try {
      long millis = patience.toMillis();
      return waiting.offer(last -> written.countDown(), millis, TimeUnit.MILLISECONDS)
          && written.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Takes no more lines, and ends the thread when all are written; false if it is stuck. */
  boolean close(Duration patience) {
    closed = true;
    boolean written = flush(patience);
    if (written) {
      writer.interrupt();
    }
    return written;
  }
}
