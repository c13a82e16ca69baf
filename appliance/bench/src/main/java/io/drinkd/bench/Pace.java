package io.drinkd.bench;

import java.time.Duration;

/**
 * How thoroughly a case measures.
 *
 * @param rounds how often everything is measured, in turn
 * @param warmUp how long each run goes on before it counts
 * @param measured how long each run counts
 */
record Pace(int rounds, Duration warmUp, Duration measured) {

  static Pace ofMillis(int rounds, long warmUpMillis, long measuredMillis) {
    return new Pace(rounds, Duration.ofMillis(warmUpMillis), Duration.ofMillis(measuredMillis));
  }
}
