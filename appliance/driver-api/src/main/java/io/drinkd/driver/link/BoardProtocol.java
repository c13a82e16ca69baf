package io.drinkd.driver.link;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import java.util.List;
import java.util.Optional;

/**
 * What is said to boards of a model, beyond their codec. The defaults are those of a board that is
 * ordered by {@link BoardRequest.Drop}, answers with {@link BoardMessage.DropMade} or {@link
 * BoardMessage.DropNotMade}, and reports its slots by itself after {@link BoardRequest.AskSlots}.
 *
 * <p>All of it is called on the machine's thread, once for each dialogue.
 */
public interface BoardProtocol {

  /** That of a board for which the defaults are right. */
  BoardProtocol PLAIN = new BoardProtocol() {};

  /**
   * An order, to its end. All of it together has the machine's time-out for answers.
   *
   * @param order for a slot that the machine has
   */
  default Dialogue<DropOutcome> order(DropOrder order) {
    return Dialogue.ask(new BoardRequest.Drop(order.slot(), order.dropId()))
        .commits()
        .then(Dialogue::outcome);
  }

  /**
   * Asks for the board's state.
   *
   * @return what follows from its answers, reported as if the board had sent it unasked
   */
  default Dialogue<List<BoardMessage>> poll() {
    return Dialogue.tell(new BoardRequest.AskSlots(), Dialogue.end(List.of()));
  }

  /**
   * What is said first on each link that is held, before anything else; the board is up when it has
   * ended. Empty if the board is up by its login, or by its first sound message.
   */
  default Optional<Dialogue<List<BoardMessage>>> opening() {
    return Optional.empty();
  }
}
