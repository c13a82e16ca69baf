package io.drinkd.bench.load;

import java.time.Duration;

/**
 * How thoroughly a case measures.
 *
 * @param starts how often everything is started: two processes of the same program compile
 *     differently and stay different for as long as they run
 * @param rounds how often everything is measured in turn after each start
 * @param window how long each measurement lasts
 * @param warmUpMost how long a server may take to become steady
 */
public record Pace(int starts, int rounds, Duration window, Duration warmUpMost) {

  /** After a pause a server's first replies come from cold caches, so they do not count. */
  public static final Duration LEAD_IN = Duration.ofMillis(100);

  /** How many windows of each figure a run has. */
  public int windows() {
    return starts * rounds;
  }
}
