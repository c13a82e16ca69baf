package io.drinkd.driver;

import java.util.Optional;
import java.util.SortedSet;

/**
 * The configuration of a machine's board.
 *
 * @param machine the machine's id, such as {@code d}
 * @param address where the board is dialled, host and port as the machine's file has them, such as
 *     {@code cola.example.net:80}; empty if it dials in
 * @param password the machine's password; empty if the model has none
 * @param times how long the board may take, and how long it is left alone
 * @param slots the machine's slot numbers, as the board counts them; an order for any other is
 *     refused
 * @param values the driver's own settings
 */
public record BoardSettings(
    String machine,
    Optional<String> address,
    Optional<Secret> password,
    BoardTimes times,
    SortedSet<Integer> slots,
    DriverValues values) {

  /**
   * The machine's slot numbers, of a model whose boards have no others than these.
   *
   * @throws IllegalArgumentException if one is less than the least, or more than the most; {@code
   *     open} passes it on
   */
  public SortedSet<Integer> slotsWithin(int least, int most) {
    for (int slot : slots) {
      if (slot < least || slot > most) {
        throw new IllegalArgumentException(
            "slot " + slot + "; its boards have slots from " + least + " to " + most);
      }
    }
    return slots;
  }

  /** Of a board that logs in, with the usual times, whose driver has no settings of its own. */
  public static BoardSettings of(String machine, Secret password, SortedSet<Integer> slots) {
    return new BoardSettings(
        machine,
        Optional.empty(),
        Optional.of(password),
        BoardTimes.USUAL,
        slots,
        DriverValues.NONE);
  }
}
