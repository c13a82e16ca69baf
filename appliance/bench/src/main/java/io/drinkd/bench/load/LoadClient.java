package io.drinkd.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Many connections that send the same request again and again, on the one thread that calls. It
 * reads and writes once for each reply, or for all replies of one read, and decodes nothing but
 * line ends.
 */
public final class LoadClient implements Closeable {

  private static final Duration LAST_REPLIES = Duration.ofSeconds(20);

  /** How finely the open loop keeps its times. */
  private static final long TICK_NANOS = 50_000;

  private final Wire.Dialer dialer;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Wire.READ_BYTES);
  private final List<LoadConnection> connections = new ArrayList<>();

  private boolean sending;
  private long measuredFrom;
  private long measuredTo;
  private long replies;
  private long errors;
  private Histogram latencies = LoadResult.noLatencies();

  /**
   * Opens the connections one after the other.
   *
   * @param scripts what the connection of a number sends, from 0
   * @param depth how many requests of a connection are unanswered at a time, in the closed loop
   */
  public LoadClient(Wire.Dialer dialer, IntFunction<Script> scripts, int count, int depth)
      throws IOException {
    this.dialer = dialer;
    selector = Selector.open();
    for (int i = 0; i < count; i++) {
      add(new LoadConnection(dialer.dial(), scripts.apply(i), depth, true));
    }
  }

  private LoadConnection add(LoadConnection connection) throws IOException {
    connections.add(connection);
    register(connection);
    return connection;
  }

  private void register(LoadConnection connection) throws IOException {
    connection.wire().channel().register(selector, SelectionKey.OP_READ, connection);
  }

  /** Opens one more, which is in the closed loop like the others but not in its result. */
  public LoadConnection addUncounted(Wire wire, Script script, int depth) throws IOException {
    return add(new LoadConnection(wire, script, depth, false));
  }

  /**
   * Each connection sends a request for each reply, as fast as replies come; what comes in the
   * lead-in does not count.
   */
  public LoadResult closedLoop(Duration leadIn, Duration measured) throws IOException {
    begin(leadIn, measured);
    for (LoadConnection connection : connections) {
      connection.send(connection.depth(), System.nanoTime());
    }
    while (System.nanoTime() < measuredTo) {
      selector.select(key -> serve(key, true), 10);
    }
    return end(measured);
  }

  /**
   * Requests leave at a fixed rate, in turn on all connections, whatever comes back. Latency counts
   * from when a request should have left: a server that pauses does not hide it by the requests
   * that were not made meanwhile.
   *
   * @param rate requests a second on all connections together
   */
  public LoadResult openLoop(double rate, Duration leadIn, Duration measured) throws IOException {
    begin(leadIn, measured);
    double intervalNanos = 1e9 / rate;
    long first = System.nanoTime();
    long sent = 0;
    for (long now = first; now < measuredTo; now = System.nanoTime()) {
      long due = first + (long) (sent * intervalNanos);
      while (due <= now) {
        connections.get((int) (sent % connections.size())).send(1, due);
        sent++;
        due = first + (long) (sent * intervalNanos);
      }
      if (selector.selectNow(key -> serve(key, false)) == 0) {
        LockSupport.parkNanos(Math.min(TICK_NANOS, Math.max(1, due - now)));
      }
    }
    return end(measured);
  }

  private void begin(Duration leadIn, Duration measured) {
    sending = true;
    replies = 0;
    errors = 0;
    latencies = LoadResult.noLatencies();
    measuredFrom = System.nanoTime() + leadIn.toNanos();
    measuredTo = measuredFrom + measured.toNanos();
  }

  private void serve(SelectionKey key, boolean again) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      int complete = connection.receive(buffer, this::replied);
      if (connection.isOver()) {
        // As after an answer of HTTP that took long; what it costs is in the next reply's time.
        connection.renew(dialer.dial());
        register(connection);
      }
      if (again && sending && complete > 0) {
        connection.send(complete, System.nanoTime());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replied(long sentNanos, boolean error) {
    long now = System.nanoTime();
    if (now >= measuredFrom && now < measuredTo) {
      replies++;
      errors += error ? 1 : 0;
      latencies.recordValue(Math.min(now - sentNanos, LoadResult.LONGEST_NANOS));
    }
  }

  /** Waits for what is unanswered, so that nothing of this run falls into the next one. */
  private LoadResult end(Duration measured) throws IOException {
    sending = false;
    long most = System.nanoTime() + LAST_REPLIES.toNanos();
    while (connections.stream().anyMatch(connection -> connection.unanswered() > 0)) {
      if (System.nanoTime() > most) {
        throw new IOException("requests are unanswered after " + LAST_REPLIES.toSeconds() + " s");
      }
      selector.select(key -> serve(key, false), 10);
    }
    Optional<String> firstError =
        connections.stream().flatMap(connection -> connection.firstError().stream()).findFirst();
    return new LoadResult(replies, errors, firstError, measured.toNanos() / 1e9, latencies);
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection connection : connections) {
      connection.wire().close();
    }
    selector.close();
  }
}
