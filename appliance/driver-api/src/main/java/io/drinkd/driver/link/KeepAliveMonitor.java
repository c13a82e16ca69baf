package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Watches whether a board is still heard. It looks at the time of the last message only when a
 * timer is due, so a message costs no timer. Used inside the board's serial executor only.
 */
final class KeepAliveMonitor {

  private final Liveness liveness;
  private final Timers timers;
  private final Executor executor;
  private final Runnable ask;
  private final Consumer<String> lost;
  private long lastHeard;
  private Timer nextLook = () -> {};
  private boolean stopped;

  /**
   * @param ask what to do when the board was quiet for long
   * @param lost what to do when it was quiet for too long, with the reason
   */
  KeepAliveMonitor(
      Liveness liveness, Timers timers, Executor executor, Runnable ask, Consumer<String> lost) {
    this.liveness = liveness;
    this.timers = timers;
    this.executor = executor;
    this.ask = ask;
    this.lost = lost;
  }

  void start() {
    heard();
    lookAfter(liveness.askAfter());
  }

  void heard() {
    lastHeard = timers.nanoTime();
  }

  void stop() {
    stopped = true;
    nextLook.cancel();
  }

  private void lookAfter(Duration wait) {
    nextLook = timers.after(wait, () -> executor.execute(this::look));
  }

  private void look() {
    if (stopped) {
      return;
    }
    Duration quiet = Duration.ofNanos(timers.nanoTime() - lastHeard);
    if (quiet.compareTo(liveness.lostAfter()) >= 0) {
      lost.accept("nothing heard for " + DurationFormat.seconds(liveness.lostAfter()));
    } else if (quiet.compareTo(liveness.askAfter()) >= 0) {
      lookAfter(liveness.lostAfter().minus(quiet));
      ask.run();
    } else {
      lookAfter(liveness.askAfter().minus(quiet));
    }
  }
}
