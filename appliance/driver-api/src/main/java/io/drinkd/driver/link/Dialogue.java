package io.drinkd.driver.link;

import io.drinkd.driver.link.BoardMessage.Answer;
import io.drinkd.driver.link.BoardMessage.Inquiry;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is to be said to a board, in what order, and what follows from its answers: an order, say.
 * It is a description; the link carries it out on the machine's thread, one step after the other,
 * and nothing of it blocks. A {@link BoardProtocol} makes it, for instance so:
 *
 * <pre>
 *   ask(new ReadStatus()).within(ONE_SECOND).then(Status.class, status -&gt;
 *       status.busy()
 *           ? refused(Refusal.BUSY, "it vends")
 *           : ask(new Vend(slot)).commits().then(Done.class, done -&gt; dropped()))
 * </pre>
 *
 * @param <T> what is known at its end
 */
public sealed interface Dialogue<T> {

  /** What is asked where the board speaks first. */
  Object NOTHING = new Object();

  /**
   * A question, and what follows from the answer.
   *
   * @param unanswered what follows if no answer comes in the question's time; if empty, the
   *     dialogue has failed then
   */
  record Ask<T>(
      Question question,
      Function<BoardMessage, Dialogue<T>> next,
      Optional<Supplier<Dialogue<T>>> unanswered)
      implements Dialogue<T> {

    /**
     * The same, and if no answer comes within the question's time, another dialogue follows, in
     * which the board may be asked again: so for what is only read. The time of the whole order,
     * and after it the guard time, bound it: what it finds in that is the late answer.
     *
     * <p>A late answer must not be taken for that to the next question. So the question has to be
     * {@linkplain Question#numbered numbered}, or the board gets a connection for each question;
     * then the connection is closed first, and one that was lost earlier also counts as silence
     * until the time is over.
     *
     * @param other called when the time is over
     * @throws IllegalStateException if the question has no time of its own, or makes the board drop
     */
    public Dialogue<T> orElse(Supplier<Dialogue<T>> other) {
      if (question.commit() || question.time().isEmpty()) {
        throw new IllegalStateException(
            "orElse() is for a question with within(), and not for the one that commits");
      }
      return new Ask<>(question, next, Optional.of(other));
    }
  }

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
   * An answer of another kind than was asked for. {@link BoardMessage.DropNotMade} ends an order as
   * refused if it answers the question that commits, or one before it; all else breaks the
   * dialogue.
   */
  record Unexpected<T>(BoardMessage answer) implements Dialogue<T> {}

  /**
   * A question to the board.
   *
   * @param request what the codec encodes; {@link #NOTHING} where the board speaks first
   * @param time how long the answer may take; empty if no less than the whole dialogue may
   * @param commit whether an order counts as given from the moment at which this leaves
   * @param number what its answer repeats; empty if the next answer belongs to it
   */
  record Question(Object request, Optional<Duration> time, boolean commit, OptionalLong number) {

    /**
     * The same, to be answered within a time; after that the dialogue has failed, or {@link
     * Ask#orElse} says what follows.
     */
    public Question within(Duration limit) {
      return new Question(request, Optional.of(limit), commit, number);
    }

    /**
     * The same, and it is this that makes the board drop: whatever happens before it leaves, the
     * order is not sent; whatever happens afterwards without an answer, its outcome is unknown.
     */
    public Question commits() {
      return new Question(request, time, true, number);
    }

    /**
     * The same, of a protocol whose answers repeat a number that each question has: an answer with
     * another number, an earlier one that comes twice, say, is not taken for the answer to this.
     *
     * @param id what the codec puts into the question, and finds in its answer; a question without
     *     a number is not answered by what has one
     */
    public Question numbered(long id) {
      return new Question(request, time, commit, OptionalLong.of(id));
    }

    private static Optional<Object> content(BoardMessage answer) {
      if (answer instanceof Inquiry inquiry) {
        return Optional.of(inquiry.content());
      }
      return answer instanceof Reply reply ? Optional.of(reply.content()) : Optional.empty();
    }

    /**
     * Whether the board speaks first. No equals() of a driver's record is called: Java would keep
     * softly what it makes for that, and with it the driver's classes when they should go.
     */
    boolean isAwaiting() {
      return request == NOTHING;
    }

    /** Whether this may be its answer; one with a number belongs to the question that has it. */
    boolean isAnsweredBy(Answer answer) {
      return answer.id().isEmpty() || number.equals(answer.id());
    }

    /** What follows from the answer, whatever it is. */
    public <T> Ask<T> then(Function<BoardMessage, Dialogue<T>> next) {
      return new Ask<>(this, next, Optional.empty());
    }

    /**
     * What follows from a {@link Reply}, or from an {@link Inquiry} that was awaited.
     *
     * @param type of its content, or what several types have in common; any other answer is {@link
     *     Unexpected}
     */
    public <R, T> Ask<T> then(Class<R> type, Function<R, Dialogue<T>> next) {
      return then(
          answer ->
              content(answer)
                  .filter(type::isInstance)
                  .map(content -> next.apply(type.cast(content)))
                  .orElseGet(() -> new Unexpected<>(answer)));
    }
  }
}
