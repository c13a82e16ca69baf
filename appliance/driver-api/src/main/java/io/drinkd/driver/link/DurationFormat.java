package io.drinkd.driver.link;

import java.math.BigDecimal;
import java.time.Duration;

/** Formats durations for logs and reasons. */
final class DurationFormat {

  private DurationFormat() {}

  /** In seconds, to the millisecond: {@code 10 s}, {@code 0.75 s}. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
