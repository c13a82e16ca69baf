package io.drinkd.driver.link;

import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * What one board's link and all its conversations share.
 *
 * @param executor the only place where any of it is touched
 */
record LinkParts(
    BoardContext context,
    Liveness liveness,
    SerialExecutor executor,
    StatusReporter status,
    GarbageLog garbage,
    Logger log) {

  BoardSettings settings() {
    return context.settings();
  }

  BoardListener listener() {
    return context.listener();
  }

  Timers timers() {
    return context.timers();
  }

  /** Runs the task inside the serial executor when the time is over. */
  Timer after(Duration delay, Runnable task) {
    return timers().after(delay, () -> executor.execute(task));
  }
}
