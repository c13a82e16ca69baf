package io.drinkd.driver.link;

import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/** What one board's link and all its sessions share. */
record LinkParts(
    BoardContext context,
    BoardTraits traits,
    BoardProtocol protocol,
    StatusReporter status,
    GarbageLog garbage,
    Logger log) {

  private static final Duration QUESTION_TIME = Duration.ofSeconds(5);

  Liveness liveness() {
    return traits.liveness();
  }

  BoardTimes times() {
    return settings().times();
  }

  /** How long the answer to a question may take that is no order. */
  Duration questionTime() {
    Duration order = times().answerTimeout();
    return order.compareTo(QUESTION_TIME) < 0 ? order : QUESTION_TIME;
  }

  /** Whether the board answers when it is asked for its state. */
  boolean canBeAsked() {
    return traits.polls().every().isPresent()
        || liveness().askAfter().compareTo(liveness().lostAfter()) < 0;
  }

  /** Whether the board logs in. */
  boolean login() {
    return traits.login();
  }

  boolean isPassword(String candidate) {
    return settings().password().filter(password -> password.matches(candidate)).isPresent();
  }

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

  /**
   * Why no order for the slot may leave, as far as every link has the same reasons.
   *
   * @param linked whether there is a link with the board
   */
  Optional<String> obstacle(int slot, boolean closed, boolean linked) {
    if (closed) {
      return Optional.of("the board is closed");
    }
    if (!settings().slots().contains(slot)) {
      return Optional.of("the machine has no slot " + slot);
    }
    String reason = status.reason();
    return linked
        ? Optional.empty()
        : Optional.of("no link with the board" + (reason.isEmpty() ? "" : ": " + reason));
  }
}
