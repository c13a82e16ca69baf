package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Logs malformed or unexpected input, one line a burst of each kind: a loose plug can send
 * thousands of lines a second. A burst is over after a minute without any, and after an hour in any
 * case; the next line says how many there were before it.
 */
final class GarbageLog {

  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();

  private final Logger log;
  private final Timers timers;
  private final Map<Kind, Burst> bursts = new EnumMap<>(Kind.class);
  private long ignored;
  private String lastIgnored = "";

  /** What is ignored; each has lines of its own. */
  enum Kind {
    /** What the codec could not read. */
    MALFORMED,
    /** Answers that nothing has asked for. */
    ANSWER,
    /** Any other message, at a moment when it means nothing. */
    MESSAGE
  }

  GarbageLog(Logger log, Timers timers) {
    this.log = log;
    this.timers = timers;
  }

  /**
   * @param what was ignored; one line, without secrets
   */
  void add(Kind kind, String what) {
    ignored++;
    lastIgnored = what;
    bursts.computeIfAbsent(kind, none -> new Burst()).add(what);
  }

  /** How many there were, since the board was opened. */
  long ignored() {
    return ignored;
  }

  /** The last one; empty if there was none. */
  String lastIgnored() {
    return lastIgnored;
  }

  private final class Burst {

    private boolean started;
    private long beginNanos;
    private long lastNanos;
    private long suppressed;

    void add(String what) {
      long now = timers.nanoTime();
      boolean sameBurst =
          started && now - lastNanos < QUIET_NANOS && now - beginNanos < LONGEST_NANOS;
      lastNanos = now;
      if (sameBurst) {
        suppressed++;
        log.debug("ignored {}", what);
        return;
      }
      // What to do: check cable and firmware of the board if it happens often; "drinkd machine
      // show"
      // shows how many there were.
      log.warn(
          "ignored {}{}",
          what,
          suppressed == 0 ? "" : " (similar messages suppressed: " + suppressed + ")");
      started = true;
      beginNanos = now;
      suppressed = 0;
    }
  }
}
