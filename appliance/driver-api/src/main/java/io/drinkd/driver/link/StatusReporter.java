package io.drinkd.driver.link;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Reports the state of a board to its listener and its log, once for each change: a board that is
 * unreachable for a night costs one line, not thousands.
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

  void report(BoardState newState, String newReason) {
    report(newState, newReason, newState == BoardState.UP);
  }

  /** The board was closed on our side, which is nothing to look after. */
  void reportClosed(String why) {
    report(BoardState.DOWN, why, true);
  }

  private void report(BoardState newState, String newReason, boolean expected) {
    if (newState == state && newReason.equals(reason)) {
      log.debug("still {}: {}", newState, newReason);
      return;
    }
    state = newState;
    reason = newReason;
    if (expected) {
      log.info("board {}: {}", newState, newReason);
    } else {
      // What to do: check power, cable and password of the board if it does not come back.
      log.warn("board {}: {}", newState, newReason);
    }
    listener.stateChanged(newState, newReason);
  }

  void reportFailedAttempt(String why, Duration nextTryIn) {
    if (nextTryIn.isZero()) {
      log.debug("connection failed: {}", why);
    } else {
      log.debug(
          "connection failed: {}; next attempt in {}", why, DurationFormat.seconds(nextTryIn));
    }
    report(BoardState.DOWN, why);
  }
}
