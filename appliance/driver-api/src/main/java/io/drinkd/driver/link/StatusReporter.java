package io.drinkd.driver.link;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Tells the state of a board to its listener and its log, once for each change: a board that cannot
 * be reached for a night has one line, not thousands. Used inside the board's serial executor only.
 */
final class StatusReporter {

  private final BoardListener listener;
  private final Logger log;
  private BoardState state = BoardState.DOWN;
  private String reason = "";

  StatusReporter(BoardListener listener, Logger log) {
    this.listener = listener;
    this.log = log;
  }

  BoardState state() {
    return state;
  }

  String reason() {
    return reason;
  }

  void say(BoardState newState, String newReason) {
    if (newState == state && newReason.equals(reason)) {
      log.debug("Still {}: {}", newState, newReason);
      return;
    }
    state = newState;
    reason = newReason;
    if (newState == BoardState.UP) {
      log.info("{}: {}", newState, newReason);
    } else {
      log.warn("{}: {}", newState, newReason);
    }
    listener.stateChanged(newState, newReason);
  }

  void sayFailedTry(String why, Duration nextTryIn) {
    log.debug("Not reached: {}; next try in {}", why, DurationFormat.seconds(nextTryIn));
    say(BoardState.DOWN, why);
  }
}
