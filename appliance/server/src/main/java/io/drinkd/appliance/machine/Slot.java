package io.drinkd.appliance.machine;

/**
 * A slot as it is shown.
 *
 * @param number as the board counts it, from 1
 * @param item what is sold
 * @param price whole credits
 * @param available how many are in it, as far as known: the sensor overrules the count
 * @param dropped how many have fallen so far
 * @param enabled whether it is on sale
 */
public record Slot(
    int number, String item, long price, long available, long dropped, boolean enabled) {

  /** {@code disabled}, {@code empty}, or {@code available} if it can drop as far as known. */
  String state() {
    if (!enabled) {
      return "disabled";
    }
    return empty() ? "empty" : "available";
  }

  /** Whether it is empty, as far as known. */
  public boolean empty() {
    return available == 0;
  }
}
