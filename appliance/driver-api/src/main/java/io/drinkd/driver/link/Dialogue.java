package io.drinkd.driver.link;

import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is to be said to a board, in what order, and what follows from its answers: an order, say.
 * It is a description; the link carries it out on the machine's thread, one step after the other,
 * and nothing of it blocks. For instance:
 *
 * <pre>
 *   Dialogue.ask(new ReadStatus()).within(ONE_SECOND).then(Status.class, status -&gt;
 *       status.busy()
 *           ? Dialogue.refused(Refusal.BUSY, "it vends")
 *           : Dialogue.ask(new Vend(slot)).commits().then(Done.class, done -&gt; Dialogue.dropped()))
 * </pre>
 *
 * @param <T> what is known at its end
 */
public sealed interface Dialogue<T> {

  /** A question, and what follows from the answer. */
  record Ask<T>(Question question, Function<BoardMessage, Dialogue<T>> next)
      implements Dialogue<T> {}

  /** Something to which no answer is awaited, and what follows at once. */
  record Tell<T>(Object request, Dialogue<T> next) implements Dialogue<T> {}

  /** Something that the board is known to report, and what follows at once. */
  record Report<T>(BoardMessage message, Dialogue<T> next) implements Dialogue<T> {}

  /** A wait. */
  record Pause<T>(Duration duration, Supplier<Dialogue<T>> next) implements Dialogue<T> {}

  /** The end, with a result. */
  record End<T>(T result) implements Dialogue<T> {}

  /** An end that is none: the board has answered what no sound board answers here. */
  record Broken<T>(String why) implements Dialogue<T> {}

  /**
   * A question to the board.
   *
   * @param request what the codec encodes
   * @param time how long the answer may take; empty if no less than the whole dialogue may
   * @param commit whether an order counts as given from the moment at which this leaves
   */
  record Question(Object request, Optional<Duration> time, boolean commit) {

    /** The same, to be answered within a time; after that the dialogue has failed. */
    public Question within(Duration limit) {
      return new Question(request, Optional.of(limit), commit);
    }

    /**
     * The same, and it is this that makes the board drop: whatever happens before it leaves, the
     * order is not sent; whatever happens afterwards without an answer, its outcome is unknown.
     */
    public Question commits() {
      return new Question(request, time, true);
    }

    /** What follows from the answer, whatever it is. */
    public <T> Dialogue<T> then(Function<BoardMessage, Dialogue<T>> next) {
      return new Ask<>(this, next);
    }

    /**
     * What follows from a {@link Reply}.
     *
     * @param type of its content; another answer breaks the dialogue
     */
    public <R, T> Dialogue<T> then(Class<R> type, Function<R, Dialogue<T>> next) {
      return new Ask<>(
          this,
          answer ->
              answer instanceof Reply reply && type.isInstance(reply.content())
                  ? next.apply(type.cast(reply.content()))
                  : new Broken<>("unexpected answer of the board: " + answer));
    }
  }

  /** Asks the board; the next answer that it sends belongs to this. */
  static Question ask(Object request) {
    return new Question(request, Optional.empty(), false);
  }

  /** Sends something to which no answer is awaited; a report, perhaps, that comes by itself. */
  static <T> Dialogue<T> tell(Object request, Dialogue<T> next) {
    return new Tell<>(request, next);
  }

  /** Reports something, as if the board had sent it unasked. */
  static <T> Dialogue<T> report(BoardMessage message, Dialogue<T> next) {
    return new Report<>(message, next);
  }

  /** Waits, without blocking. */
  static <T> Dialogue<T> pause(Duration duration, Supplier<Dialogue<T>> next) {
    return new Pause<>(duration, next);
  }

  /** Ends. */
  static <T> Dialogue<T> end(T result) {
    return new End<>(result);
  }

  /** Ends an order: the board reports that it made the drop. */
  static Dialogue<DropOutcome> dropped() {
    return end(new DropOutcome.Dropped());
  }

  /** Ends an order: something shows that an item fell. */
  static Dialogue<DropOutcome> dropped(String detail) {
    return end(new DropOutcome.Dropped(detail));
  }

  /** Ends an order: the board has not made the drop, and will not. */
  static Dialogue<DropOutcome> refused(Refusal reason, String detail) {
    return end(new DropOutcome.Refused(reason, detail));
  }

  /**
   * Ends an order that has committed, and nothing tells what became of it. Another one may follow:
   * the board has done with this one.
   */
  static Dialogue<DropOutcome> unknown(String detail) {
    return end(new DropOutcome.Unknown(detail));
  }

  /** Ends an order by a board's plain answer, {@link DropMade} or {@link DropNotMade}. */
  static Dialogue<DropOutcome> outcome(BoardMessage answer) {
    if (answer instanceof DropMade made) {
      return dropped(made.detail());
    }
    if (answer instanceof DropNotMade notMade) {
      return refused(notMade.reason(), notMade.detail());
    }
    return new Broken<>("unexpected answer of the board: " + answer);
  }
}
