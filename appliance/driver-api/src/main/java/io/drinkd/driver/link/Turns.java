package io.drinkd.driver.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The dialogues with one board: one at a time, and an order that waits for its turn. */
final class Turns {

  /** A board that asks more than that is not sound. */
  private static final int LATER_MAX = 16;

  private final LinkParts parts;

  private Optional<DialogueRun<?>> active = Optional.empty();
  private Optional<Runnable> waiting = Optional.empty();

  /** Dialogues that are no orders, and wait for longer. */
  private final Deque<Runnable> later = new ArrayDeque<>(0);

  Turns(LinkParts parts) {
    this.parts = parts;
  }

  /** The dialogue that is under way. */
  Optional<DialogueRun<?>> active() {
    return active;
  }

  /** Calls it as soon as no dialogue is under way. */
  void whenFree(Runnable begin) {
    if (active.isPresent()) {
      waiting = Optional.of(begin);
    } else {
      begin.run();
    }
  }

  /** It is this dialogue's turn. */
  void take(DialogueRun<?> run) {
    active = Optional.of(run);
  }

  /** No dialogue is under way any more. */
  void free() {
    active = Optional.empty();
  }

  /** Ends the dialogue that is under way, without a word. */
  void cancel() {
    active.ifPresent(DialogueRun::cancel);
    free();
  }

  /** Nobody waits any more. */
  void dropWaiting() {
    waiting = Optional.empty();
  }

  /**
   * It is the turn of whoever waits.
   *
   * @return whether anybody did
   */
  boolean next() {
    Optional<Runnable> next = waiting.or(() -> Optional.ofNullable(later.poll()));
    waiting = Optional.empty();
    next.ifPresent(Runnable::run);
    return next.isPresent();
  }

  /**
   * Calls it when no dialogue is under way, and no order waits.
   *
   * @return whether there is room for it
   */
  boolean whenIdle(Runnable begin) {
    if (active.isEmpty()) {
      begin.run();
      return true;
    }
    return later.size() < LATER_MAX && later.add(begin);
  }

  /**
   * Carries out a dialogue that is no order.
   *
   * @param ended called with what it has found, when no dialogue is under way any more
   * @param broken called with the reason if it cannot be continued
   */
  void run(
      Dialogue<List<BoardMessage>> dialogue,
      Wire wire,
      Consumer<List<BoardMessage>> ended,
      Consumer<String> broken) {
    var end =
        new DialogueRun.End<List<BoardMessage>>() {
          @Override
          public void ended(List<BoardMessage> found) {
            free();
            ended.accept(found);
          }

          @Override
          public void broken(String why) {
            free();
            broken.accept(why);
          }
        };
    var run = new DialogueRun<>(dialogue, wire, parts, Optional.of(parts.questionTime()), end);
    take(run);
    run.start();
  }
}
