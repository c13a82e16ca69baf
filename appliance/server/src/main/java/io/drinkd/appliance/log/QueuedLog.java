package io.drinkd.appliance.log;

import java.time.Duration;

/** The log of this process, if it is to be bounded and waited for by nobody. */
public final class QueuedLog {

  /** How long the end of the process waits for a log that nobody reads. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private QueuedLog() {}

  /** Chooses it for this process; to be called before the first logger is made. */
  public static void choose() {
    System.setProperty("log4j2.contextSelector", QueuedContextSelector.class.getName());
  }

  /** Waits until all lines so far are written, for two seconds at most. */
  public static void flush() {
    QueuedContextSelector.made().forEach(QueuedContext::flush);
  }

  /** How many lines were not logged so far, for there were too many of their kind. */
  public static long suppressed() {
    return QueuedContextSelector.made().stream().mapToLong(QueuedContext::suppressed).sum();
  }

  /** How many lines were not logged so far, for nobody read the log. */
  public static long dropped() {
    return QueuedContextSelector.made().stream().mapToLong(QueuedContext::dropped).sum();
  }
}
