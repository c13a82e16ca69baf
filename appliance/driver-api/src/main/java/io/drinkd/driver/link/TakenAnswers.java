package io.drinkd.driver.link;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last answers that questions over one link got: one that comes again belongs to none. */
final class TakenAnswers {

  /** A copy that comes later than that many other answers is not known any more. */
  private static final int KEPT = 8;

  private final Deque<BoardMessage> kept = new ArrayDeque<>(KEPT);

  void add(BoardMessage answer) {
    if (kept.size() == KEPT) {
      kept.removeFirst();
    }
    kept.addLast(answer);
  }

  /** Whether there was one like this. */
  boolean contains(BoardMessage answer) {
    return kept.contains(answer);
  }
}
