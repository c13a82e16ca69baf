package io.drinkd.driver;

import java.util.Map;

/**
 * Receives what a board reports, in the order in which it happened. The methods return soon and
 * never throw.
 */
public interface BoardListener {

  /**
   * The state, or the reason for it, has changed. A board is {@link BoardState#DOWN} until a driver
   * reports otherwise. When an order's end and a change of state have one cause, the state is
   * reported first, so that whoever receives the outcome knows whether another order can leave.
   *
   * @param reason one line that says why, such as {@code no answer to drop 17 within 10 s}; anybody
   *     sees it, without a login
   */
  void stateChanged(BoardState state, String reason);

  /** The board has reported some or all slots, by their numbers. */
  void slotsReported(Map<Integer, SlotReading> slots);

  /**
   * The board has measured a temperature.
   *
   * @param thermometer its name, such as {@code compressor}: small letters, digits and hyphens, 32
   *     at most; empty for what the drinks have, which members see
   * @param celsius in degrees Celsius
   */
  void temperatureMeasured(String thermometer, double celsius);

  /** The board has reported whether the machine's door is open. */
  void doorReported(boolean open);

  /** The board has reported from what the machine's motors have their power. */
  void powerReported(PowerState state);

  /**
   * The answer to an order that ended as {@link DropOutcome.Unknown} has arrived after all: on the
   * link on which the order left, before any other order did, or with the order's own number.
   * Reported before the state changes for it.
   *
   * @param outcome {@link DropOutcome.Dropped} or {@link DropOutcome.Refused}
   */
  void answeredLate(DropOrder order, DropOutcome outcome);
}
