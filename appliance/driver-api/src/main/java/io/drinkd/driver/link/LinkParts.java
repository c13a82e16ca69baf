package io.drinkd.driver.link;

import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import org.slf4j.Logger;

/** What one board's link and all its sessions share. */
record LinkParts(
    BoardContext context,
    Liveness liveness,
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

  Timer after(Duration delay, Runnable task) {
    return timers().after(delay, task);
  }
}
