package io.drinkd.board.@package@;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** What is said to the board. A board that vends already gets no order. */
final class Orders extends BoardProtocol {

  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

  /**
   * @throws IllegalArgumentException if a slot has a number that no frame can hold
   */
  Orders(BoardSettings settings) {
    settings.slotsWithin(0, 255);
  }

  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(new Frames.AskStatus())
        .within(ANSWERED_WITHIN)
        .then(
            Frames.Status.class,
            status ->
                status.vends() ? refused(Refusal.BUSY, "it vends already") : drop(order.slot()));
  }

  private Dialogue<DropOutcome> drop(int slot) {
    return ask(new Frames.Drop(slot))
        .commits()
        .then(
            Frames.Result.class,
            result ->
                switch (result.code()) {
                  case 0 -> dropped();
                  case 1 -> refused(Refusal.EMPTY, "the slot is empty");
                  case 2 -> refused(Refusal.JAMMED, "the can is stuck");
                  default -> unknown("failure " + result.code());
                });
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    return ask(new Frames.AskStatus())
        .then(
            Frames.Status.class,
            status -> {
              var slots = new TreeMap<Integer, SlotReading>();
              status.items().forEach((n, items) -> slots.put(n, SlotReading.counted(items)));
              return slots.isEmpty() ? end() : end(new BoardMessage.SlotStates(slots));
            });
  }
}
