package io.drinkd.client.wire;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.failure.LinkLostException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Many connections to a server, with several messages on each, one after the other. */
public final class Pings {

  private static final int THREADS_MAX = 64;

  private final PingLine.Way way;
  private final boolean echo;
  private final List<Long> connects = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> answers = Collections.synchronizedList(new ArrayList<>());
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

  /** How long something took, each time. */
  public record Times(long[] sortedNanos) {

    static Times of(List<Long> nanos) {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(sorted);
      return new Times(sorted);
    }

    public int count() {
      return sortedNanos.length;
    }

    /** Within which time that part of them was over, in milliseconds with one decimal. */
    public double millis(double part) {
      if (sortedNanos.length == 0) {
        return 0;
      }
      int at = (int) Math.ceil(part * sortedNanos.length) - 1;
      return Math.round(sortedNanos[Math.max(at, 0)] / 100_000.0) / 10.0;
    }
  }

  private Pings(PingLine.Way way, boolean echo) {
    this.way = way;
    this.echo = echo;
  }

  /**
   * Opens all connections, sends the messages in turn, and closes them.
   *
   * @throws FailedException if not even one connection can be made
   */
  public static Pings run(PingLine.Way way, int connections, int messages) {
    boolean echo;
    try (PingLine first = new PingLine(way)) {
      echo = first.isEcho();
    } catch (IOException e) {
      throw new LinkLostException("the connection to " + way.address() + " was lost");
    }
    Pings pings = new Pings(way, echo);
    int threads = Math.min(connections, THREADS_MAX);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int share = connections / threads + (i < connections % threads ? 1 : 0);
      Thread thread = new Thread(() -> pings.serve(share, messages), "ping " + i);
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      join(thread);
    }
    return pings;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkLostException("interrupted");
    }
  }

  private void serve(int connections, int messages) {
    List<PingLine> lines = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        attempt(() -> lines.add(connect()));
      }
      for (int message = 0; message < messages; message++) {
        String text = echo ? "ping " + message : "";
        lines.removeIf(line -> !attempt(() -> ask(line, text)));
      }
    } finally {
      lines.forEach(PingLine::close);
    }
  }

  /** Something on a connection, which may fail. */
  private interface Attempt {
    void run() throws IOException;
  }

  private boolean attempt(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (FailedException e) {
      failures.add(e.getMessage());
    } catch (IOException e) {
      failures.add("a connection was lost, or an answer took too long");
    }
    return false;
  }

  private PingLine connect() throws IOException {
    long began = System.nanoTime();
    PingLine line = new PingLine(way);
    try {
      if (!echo) {
        line.greeted();
      }
    } catch (IOException | FailedException e) {
      line.close();
      throw e;
    }
    connects.add(System.nanoTime() - began);
    return line;
  }

  private void ask(PingLine line, String text) throws IOException {
    long began = System.nanoTime();
    try {
      line.ask(text);
    } catch (IOException | FailedException e) {
      line.close();
      throw e;
    }
    answers.add(System.nanoTime() - began);
  }

  /** Whether the server sends back what it gets. */
  public boolean echo() {
    return echo;
  }

  /** How many connections failed. */
  public int failures() {
    return failures.size();
  }

  /** Why the first one failed; empty if none did. */
  public String firstFailure() {
    return failures.isEmpty() ? "" : failures.get(0);
  }

  /** From connecting to the greeting. */
  public Times connects() {
    return Times.of(connects);
  }

  /** From a message to its answer. */
  public Times answers() {
    return Times.of(answers);
  }
}
