package io.drinkd.driver;

import java.util.Map;

/**
 * Hears what a board tells. Calls come one after the other, in the order in which things happened,
 * on any thread; they return soon and do not block.
 */
public interface BoardListener {

  /**
   * The state, or the reason for it, has changed. A board is {@link BoardState#DOWN} until it is
   * told otherwise. When an order's end and a change of state have one cause, the state is told
   * first, so that whoever hears the outcome knows whether a further order can leave.
   *
   * @param reason one line that says why, such as {@code no answer to drop 17 within 10 s}
   */
  void stateChanged(BoardState state, String reason);

  /**
   * The board has told the state of some or all slots.
   *
   * @param loaded for each slot told, whether it holds at least one item
   */
  void slotsReported(Map<Integer, Boolean> loaded);

  /** The board has measured a temperature, in degrees Celsius. */
  void temperatureMeasured(double celsius);

  /**
   * The answer to an order whose outcome had been told as {@link DropOutcome.Unknown} has come
   * after all, on the link on which the order left, before any other order did. Told before the
   * state changes for it.
   *
   * @param outcome {@link DropOutcome.Dropped} or {@link DropOutcome.Refused}
   */
  void answeredLate(DropOrder order, DropOutcome outcome);
}
