package io.drinkd.appliance.machine;

/**
 * A slot as it is shown.
 *
 * @param number as the board counts it, from 1
 * @param item what is sold
 * @param price whole credits
 * @param content how many are in it, as far as known
 * @param dropped how many have fallen so far
 * @param enabled whether it is on sale
 * @param limits how much it holds, and when it wants to be filled
 */
public record Slot(
    int number,
    String item,
    long price,
    Content content,
    long dropped,
    boolean enabled,
    StockLimits limits) {

  /**
   * How many are in a slot.
   *
   * @param available as far as known: the sensor overrules the count
   * @param counted by what people have counted and what has fallen since
   */
  public record Content(long available, long counted) {

    /** Of a slot whose board does not contradict the count. */
    public static Content of(long counted) {
      return new Content(counted, counted);
    }
  }

  /** How much is left in a slot. */
  public enum Level {
    /** Enough. */
    WELL,
    /** So few that it wants to be filled. */
    LOW,
    /** Nothing. */
    OUT
  }

  /** How many are in it, as far as known. */
  public long available() {
    return content.available;
  }

  /** How many are in it by what people have counted and what has fallen since. */
  public long counted() {
    return content.counted;
  }

  /** How much is left, as far as known; whether or not it is on sale. */
  public Level level() {
    if (empty()) {
      return Level.OUT;
    }
    return available() <= limits.low() ? Level.LOW : Level.WELL;
  }

  /**
   * Whether the board sees for itself that there is nothing in it, or something, unlike counted.
   */
  public boolean overruled() {
    return content.available != content.counted;
  }

  /** {@code disabled}, {@code empty}, or {@code available} if it can drop as far as known. */
  public String state() {
    if (!enabled) {
      return "disabled";
    }
    return empty() ? "empty" : "available";
  }

  /** Whether it is empty, as far as known. */
  public boolean empty() {
    return available() == 0;
  }
}
