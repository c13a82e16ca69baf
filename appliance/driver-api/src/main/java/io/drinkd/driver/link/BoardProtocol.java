package io.drinkd.driver.link;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.link.BoardMessage.DropMade;
import io.drinkd.driver.link.BoardMessage.DropNotMade;
import io.drinkd.driver.link.Dialogue.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What is said to boards of a model, beyond their codec. The defaults are those of a board that is
 * ordered by {@link BoardRequest.Drop}, answers with {@link BoardMessage.DropMade} or {@link
 * BoardMessage.DropNotMade}, and reports its slots by itself after {@link BoardRequest.AskSlots}.
 *
 * <p>All of it is called on the machine's thread, once for each dialogue.
 */
public abstract class BoardProtocol {

  /** That of a board for which the defaults are right. */
  public static final BoardProtocol PLAIN = new BoardProtocol() {};

  /**
   * An order, to its end. All of it together has the machine's time-out for answers.
   *
   * @param order for a slot that the machine has
   */
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(new BoardRequest.Drop(order.slot(), order.dropId()))
        .commits()
        .then(BoardProtocol::outcome);
  }

  /**
   * Asks for the board's state.
   *
   * @return what follows from its answers, reported as if the board had sent it unasked
   */
  public Dialogue<List<BoardMessage>> poll() {
    return tell(new BoardRequest.AskSlots(), end());
  }

  /**
   * What is said first on each link that is held, before anything else; the board is up when it has
   * ended. Empty if the board is up by its login, or by its first sound message.
   */
  public Optional<Dialogue<List<BoardMessage>>> opening() {
    return Optional.empty();
  }

  /**
   * Answers a question of the board. Messages at the beginning are sent at once, also while an
   * order is in flight; questions after them wait until no other dialogue is under way, and have
   * the time of other questions.
   *
   * @param content that of the {@link BoardMessage.Inquiry}
   * @return usually {@code tell(answer, end())}
   */
  public Dialogue<List<BoardMessage>> answer(Object content) {
    return broken("the driver has no answer to " + content);
  }

  /**
   * Awaits what the board sends by itself, such as a greeting, before anything is said to it: a
   * {@link BoardMessage.Reply} or a {@link BoardMessage.Inquiry}. For links that are held.
   */
  protected static Question await() {
    return ask(Dialogue.NOTHING);
  }

  /** Asks the board; the next answer that it sends belongs to this. */
  protected static Question ask(Object request) {
    return new Question(request, Optional.empty(), false, OptionalLong.empty());
  }

  /** Sends something to which no answer is awaited; a report, perhaps, that comes by itself. */
  protected static <T> Dialogue<T> tell(Object request, Dialogue<T> next) {
    return new Dialogue.Tell<>(request, next);
  }

  /** Reports something, as if the board had sent it unasked. */
  protected static <T> Dialogue<T> report(BoardMessage message, Dialogue<T> next) {
    return new Dialogue.Report<>(message, next);
  }

  /** Waits, without blocking. */
  protected static <T> Dialogue<T> pause(Duration duration, Supplier<Dialogue<T>> next) {
    return new Dialogue.Pause<>(duration, next);
  }

  /**
   * Gives the link up: the board has answered what no sound board answers here.
   *
   * @param why the reason of the board's state, in one line that anybody sees, without a login
   */
  protected static <T> Dialogue<T> broken(String why) {
    return new Dialogue.Broken<>(why);
  }

  /** Ends a poll or an opening, with what is to be reported; with nothing if that is all done. */
  protected static Dialogue<List<BoardMessage>> end(BoardMessage... found) {
    return end(List.of(found));
  }

  /** Ends a poll or an opening, with what is to be reported. */
  protected static Dialogue<List<BoardMessage>> end(List<BoardMessage> found) {
    return new Dialogue.End<>(found);
  }

  /** Ends an order: the board reports that it made the drop. */
  protected static Dialogue<DropOutcome> dropped() {
    return new Dialogue.End<>(new DropOutcome.Dropped());
  }

  /** Ends an order: something shows that an item fell. */
  protected static Dialogue<DropOutcome> dropped(String detail) {
    return new Dialogue.End<>(new DropOutcome.Dropped(detail));
  }

  /** Ends an order: the board has not made the drop, and will not. */
  protected static Dialogue<DropOutcome> refused(Refusal reason, String detail) {
    return new Dialogue.End<>(new DropOutcome.Refused(reason, detail));
  }

  /**
   * Ends an order that has committed, and nothing tells what became of it. Another one may follow:
   * the board has done with this one.
   */
  protected static Dialogue<DropOutcome> unknown(String detail) {
    return new Dialogue.End<>(new DropOutcome.Unknown(detail));
  }

  /** Ends an order by a board's plain answer, {@link DropMade} or {@link DropNotMade}. */
  protected static Dialogue<DropOutcome> outcome(BoardMessage answer) {
    if (answer instanceof DropMade made) {
      return dropped(made.detail());
    }
    if (answer instanceof DropNotMade notMade) {
      return refused(notMade.reason(), notMade.detail());
    }
    return new Dialogue.Unexpected<>(answer);
  }
}
