package io.drinkd.driver.link;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.SlotReading;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** A message of a board, in terms that all models share. A driver's codec decodes into these. */
public sealed interface BoardMessage {

  /** The board logs in. */
  record Login(String password) implements BoardMessage {
    @Override
    public String toString() {
      return "Login[****]";
    }
  }

  /**
   * The drop in progress was made.
   *
   * @param detail one line for the log and the books: what shows that
   */
  record DropMade(String detail) implements BoardMessage {

    /** By the board's word alone. */
    public DropMade() {
      this("the board made the drop");
    }
  }

  /**
   * The drop in progress was not made.
   *
   * @param reason why, as far as the board says so
   * @param detail one line for the log and the books
   */
  record DropNotMade(Refusal reason, String detail) implements BoardMessage {

    /** By a board that says no more than the reason. */
    public DropNotMade(Refusal reason) {
      this(reason, reason.sentence());
    }
  }

  /** What the board reports of some or all slots, by their numbers. */
  record SlotStates(SortedMap<Integer, SlotReading> slots) implements BoardMessage {

    /**
     * @throws IllegalArgumentException if there is no slot
     */
    public SlotStates {
      if (slots.isEmpty()) {
        throw new IllegalArgumentException("SlotStates needs at least one slot");
      }
      slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    /** Of a board that knows only whether each holds at least one item. */
    public static SlotStates loaded(Map<Integer, Boolean> loaded) {
      var slots = new TreeMap<Integer, SlotReading>();
      loaded.forEach((slot, any) -> slots.put(slot, SlotReading.of(any)));
      return new SlotStates(slots);
    }
  }

  /**
   * A temperature.
   *
   * @param thermometer its name, such as {@code compressor}; empty for what the drinks have
   * @param celsius in degrees Celsius; empty if the board could not read its thermometer
   */
  record Temperature(String thermometer, OptionalDouble celsius) implements BoardMessage {

    /** What the drinks have. */
    public Temperature(OptionalDouble celsius) {
      this("", celsius);
    }
  }

  /** Whether the machine's door is open. */
  record Door(boolean open) implements BoardMessage {}

  /** Whether the machine's motors have power. */
  record Power(boolean on) implements BoardMessage {}

  /** The board is alive; nothing else. */
  record KeepAlive() implements BoardMessage {}

  /** Malformed input, made printable. */
  record Garbage(String text) implements BoardMessage {}
}
