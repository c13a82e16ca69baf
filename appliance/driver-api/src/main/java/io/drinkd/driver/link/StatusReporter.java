package io.drinkd.driver.link;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Reports the state of a board to its listener and its log, once for each change: a board that is
 * unreachable for a night costs one line, not thousands, and so does a loss whose next attempt
 * fails for another reason.
 */
final class StatusReporter {

  private final BoardListener listener;
  private final Logger log;
  private BoardState state = BoardState.DOWN;
  private String reason = "";

  /** Whether the last line is about a loss, and no attempt has failed since. */
  private boolean lost;

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
    report(newState, newReason, "");
  }

  /**
   * @param clue what the log has behind the reason, which anybody sees, and this only admins
   */
  void report(BoardState newState, String newReason, String clue) {
    report(newState, newReason, clue, newState == BoardState.UP, false);
  }

  /** The board was closed on our side, which is nothing to look after. */
  void reportClosed(String why) {
    report(BoardState.DOWN, why, "", true, false);
  }

  private void report(
      BoardState newState, String newReason, String clue, boolean expected, boolean failedAttempt) {
    if (newState == state && newReason.equals(reason)) {
      log.debug("still {}: {}", newState, newReason);
      return;
    }
    // Whoever has read of a loss knows that the board is away; a wrong certificate is news.
    boolean attempt = failedAttempt && state == BoardState.DOWN;
    boolean known = attempt && lost && !newReason.startsWith(TlsFilter.REASON);
    lost = newState == BoardState.DOWN && !attempt;
    state = newState;
    reason = newReason;
    if (known) {
      log.debug("not reached again: {}", newReason);
    } else if (expected) {
      log.info("board {}: {}", newState, newReason);
    } else {
      // What to do: check power, cable and password of the board if it does not come back; where
      // several appliances have a bank, see in drinkd status whether another one has its only link.
      log.warn("board {}: {}", newState, newReason + clue);
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
    report(BoardState.DOWN, why, "", false, true);
  }
}
