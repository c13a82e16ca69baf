package io.drinkd.driver.testkit;

import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.BoardTraits.Way;
import io.drinkd.driver.BoardTraits.Wire;
import java.time.Duration;

/**
 * What a driver declares of its boards, and its vocabulary: from both follows which checks it has
 * to pass.
 */
record Profile(BoardTraits traits, Script script) {

  /** Whether one connection is held, rather than one opened for each question. */
  boolean held() {
    return traits.wire() == Wire.HELD;
  }

  boolean visited() {
    return !held();
  }

  boolean login() {
    return traits.login();
  }

  boolean dialsIn() {
    return traits.ways().contains(Way.DIALS_IN);
  }

  boolean ids() {
    return traits.ids();
  }

  boolean noIds() {
    return !ids();
  }

  /** Whether the board is asked again and again. */
  boolean polled() {
    return traits.polls().every().isPresent();
  }

  Duration pollInterval() {
    return traits.polls().every().orElseThrow();
  }

  /** Whether it is asked after each drop. */
  boolean polledAfterDrop() {
    return traits.polls().afterDrop();
  }

  /** Whether its answers to polls report slots. */
  boolean polledForSlots() {
    return polled() && script.knowsSlots();
  }

  /** Whether it reports its slots by itself, over a link that is held. */
  boolean pushes() {
    return held() && !polled() && script.knowsSlots();
  }

  /** Whether it ends an order with one message, and the link is held. */
  boolean answersOnce() {
    return held() && script.answersOnce();
  }

  /** The same, and the message has nothing that the driver chooses: it may be sent again. */
  boolean answersOnceAsWritten() {
    return answersOnce() && !script.isChosen("made");
  }

  /** Whether the answer to an order may repeat a number that the driver gives each question. */
  boolean numbersQuestions() {
    return held() && noIds() && script.repeatsChosen();
  }

  /** Whether its answers have a sum. */
  boolean summed() {
    return script.isSummed();
  }

  /** Whether an answer of its own does not say that nothing fell. */
  boolean fails() {
    return script.fails();
  }

  /** Whether a proxy may answer in its place. */
  boolean http() {
    return visited() && script.isHttp();
  }

  /** Whether it asks something by itself, over a link that is held. */
  boolean asks() {
    return held() && script.asks();
  }

  /** Whether the driver asks something before what makes the board drop. */
  boolean asksBefore() {
    return script.questionsOfOrder() > 1;
  }
}
