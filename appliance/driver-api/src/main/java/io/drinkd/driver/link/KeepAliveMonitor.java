package io.drinkd.driver.link;

import io.drinkd.driver.Liveness;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Watches whether a board still sends anything. It looks at the time of the last message only when
 * a timer is due, so a message costs no timer. Time in which the board was not asked, for an order
 * was in flight or its late answer was awaited, does not count.
 */
final class KeepAliveMonitor {

  private final Liveness liveness;
  private final Timers timers;
  private final Runnable ask;
  private final Consumer<String> lost;
  private long lastMessage;
  private Timer nextCheck = () -> {};
  private Timer sooner = () -> {};
  private boolean heldBack;
  private boolean stopped;

  /**
   * @param ask called when the board has been idle for long
   * @param lost called with the reason when it has been idle for too long
   */
  KeepAliveMonitor(Liveness liveness, Timers timers, Runnable ask, Consumer<String> lost) {
    this.liveness = liveness;
    this.timers = timers;
    this.ask = ask;
    this.lost = lost;
  }

  void start() {
    messageReceived();
    checkAfter(liveness.askAfter());
  }

  void messageReceived() {
    lastMessage = timers.nanoTime();
    heldBack = false;
    sooner.cancel();
  }

  /**
   * The board has been asked, and is lost unless something comes within that time.
   *
   * @param counts whether it still has to answer that when the time is over
   */
  void expectWithin(Duration time, BooleanSupplier counts) {
    sooner.cancel();
    sooner =
        timers.after(
            time,
            () -> {
              if (counts.getAsBoolean()) {
                lost.accept("no answer within " + DurationFormat.seconds(time));
              }
            });
  }

  /** The board would have been asked, and was not. */
  void heldBack() {
    heldBack = true;
  }

  /** The board is asked. */
  void asked() {
    if (heldBack) {
      heldBack = false;
      countFromNow();
    }
  }

  /** As if the board had been idle for just so long that it is asked. */
  private void countFromNow() {
    lastMessage = timers.nanoTime() - liveness.lostAfter().minus(timeToAnswer()).toNanos();
  }

  private Duration timeToAnswer() {
    Duration time = liveness.lostAfter().minus(liveness.askAfter());
    return time.isZero() ? liveness.lostAfter() : time;
  }

  void stop() {
    stopped = true;
    sooner.cancel();
    nextCheck.cancel();
  }

  private void checkAfter(Duration wait) {
    nextCheck = timers.after(wait, this::check);
  }

  private void check() {
    if (stopped) {
      return;
    }
    if (heldBack) {
      // Tried again: it is asked as soon as it may be, and has the whole time to answer then.
      countFromNow();
      checkAfter(timeToAnswer());
      ask.run();
      return;
    }
    Duration idle = Duration.ofNanos(timers.nanoTime() - lastMessage);
    if (idle.compareTo(liveness.lostAfter()) >= 0) {
      lost.accept("nothing received for " + DurationFormat.seconds(liveness.lostAfter()));
    } else if (idle.compareTo(liveness.askAfter()) >= 0) {
      checkAfter(liveness.lostAfter().minus(idle));
      ask.run();
    } else {
      checkAfter(liveness.askAfter().minus(idle));
    }
  }
}
