package io.drinkd.appliance.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process says, read as it comes, so that the process never waits for its reader. */
final class ProcessOutput {

  /** Older lines are forgotten. */
  private static final int KEPT_LINES = 5_000;

  private static final long PATIENCE_SECONDS = 60;

  private final String name;
  private final Deque<String> lines = new ArrayDeque<>();
  private boolean ended;
  private boolean paused;

  /**
   * @param process one whose errors come among its output
   * @param name what it is called in messages
   */
  ProcessOutput(Process process, String name) {
    this.name = name;
    Thread reader = new Thread(() -> read(process), "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Process process) {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // The process was killed in mid-line.
      add("(" + e.getMessage() + ")");
    }
    end();
  }

  /** Whether nothing more is read of it, as by a terminal after Ctrl-S: the system's pipe fills. */
  synchronized void pause(boolean now) {
    paused = now;
    notifyAll();
  }

  private synchronized void add(String line) {
    while (paused) {
      waitAtMost(TimeUnit.SECONDS.toMillis(1));
    }
    if (lines.size() == KEPT_LINES) {
      lines.remove();
    }
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Waits for a line with a match, among those that came and those to come.
   *
   * @throws IllegalStateException if the process ends without one, or says none within a minute
   */
  synchronized MatchResult await(Pattern pattern) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      for (String line : lines) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          return matcher.toMatchResult();
        }
      }
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || leftMillis <= 0) {
        String how = ended ? " ended without saying " : " does not say ";
        throw new IllegalStateException(name + how + pattern + "; its output:\n" + text());
      }
      waitAtMost(leftMillis);
    }
  }

  private void waitAtMost(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /** The last lines, once there are no more to come. */
  synchronized String complete() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!ended && System.nanoTime() < deadline) {
      waitAtMost(TimeUnit.SECONDS.toMillis(1));
    }
    return text();
  }

  /** The last lines. */
  synchronized String text() {
    return String.join("\n", lines);
  }
}
