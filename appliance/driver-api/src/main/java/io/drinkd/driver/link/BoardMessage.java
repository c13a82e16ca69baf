package io.drinkd.driver.link;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A message of a board, in terms that all models share. A driver's codec decodes into these. */
public sealed interface BoardMessage {

  /** The board logs in. */
  record Login(String password) implements BoardMessage {
    @Override
    public String toString() {
      return "Login[****]";
    }
  }

  /** An answer to a question or an order, as opposed to what a board reports by itself. */
  sealed interface Answer extends BoardMessage {

    /**
     * The number of the drop that it belongs to, or of the question, for models whose answers carry
     * one.
     */
    OptionalLong id();
  }

  /**
   * The drop in progress was made.
   *
   * @param detail one line for the log and the books: what shows that
   */
  record DropMade(String detail, OptionalLong id) implements Answer {

    /** By the board's word alone. */
    public DropMade() {
      this("the board made the drop", OptionalLong.empty());
    }

    /** By a sensor, say. */
    public DropMade(String detail) {
      this(detail, OptionalLong.empty());
    }

    /** The same of the drop, or to the question, with that number. */
    public DropMade withId(long number) {
      return new DropMade(detail, OptionalLong.of(number));
    }
  }

  /**
   * The drop in progress was not made.
   *
   * @param reason why, as far as the board says so
   * @param detail one line for the log and the books
   */
  record DropNotMade(Refusal reason, String detail, OptionalLong id) implements Answer {

    /** By a board that says no more than the reason. */
    public DropNotMade(Refusal reason) {
      this(reason, reason.sentence());
    }

    public DropNotMade(Refusal reason, String detail) {
      this(reason, detail, OptionalLong.empty());
    }

    /** The same of the drop, or to the question, with that number. */
    public DropNotMade withId(long number) {
      return new DropNotMade(reason, detail, OptionalLong.of(number));
    }
  }

  /**
   * The answer to a question of the driver's own.
   *
   * @param content what it is, in the driver's own terms; its text is seen in logs
   */
  record Reply(Object content, OptionalLong id) implements Answer {

    /** To the question that was asked last. */
    public Reply(Object content) {
      this(content, OptionalLong.empty());
    }

    /** The same to the question, or of the drop, with that number. */
    public Reply withId(long number) {
      return new Reply(content, OptionalLong.of(number));
    }
  }

  /**
   * The answer to a question: that the board cannot do it, or does not let the driver, or that it
   * has failed on the way. The link is given up, and an order that has committed has an unknown
   * outcome: {@link DropNotMade} is for answers that say that nothing fell, and this for all
   * others.
   *
   * @param why the reason of the board's state, in one line that anybody sees, without a login
   */
  record Failed(String why, OptionalLong id) implements Answer {

    /** To the question that was asked last. */
    public Failed(String why) {
      this(why, OptionalLong.empty());
    }

    /** The same to the question, or of the drop, with that number. */
    public Failed withId(long number) {
      return new Failed(why, OptionalLong.of(number));
    }
  }

  /**
   * Whether the board itself is there, behind something else that holds the link.
   *
   * @param reason why it is not there, in one line; empty if it is
   */
  record Away(Optional<String> reason) implements BoardMessage {}

  /** What the board reports of some or all slots, by their numbers. */
  record SlotStates(SortedMap<Integer, SlotReading> slots) implements BoardMessage {

    private static final Pattern COUNTED =
        Pattern.compile("[0-9]{1,3}=[0-9]{1,4}( [0-9]{1,3}=[0-9]{1,4})*");

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
      return loaded(loaded.keySet(), loaded::get);
    }

    /**
     * The same of a board that has a bit or register for each slot, and does not name them.
     *
     * @param numbers those of the machine, {@code context.settings().slots()}; at least one
     * @param loaded called for each of them
     */
    public static SlotStates loaded(Collection<Integer> numbers, Predicate<Integer> loaded) {
      var slots = new TreeMap<Integer, SlotReading>();
      numbers.forEach(slot -> slots.put(slot, SlotReading.of(loaded.test(slot))));
      return new SlotStates(slots);
    }

    /**
     * Of a board that counts, and writes slots and counts as {@code 1=3 2=0}.
     *
     * @return empty if the text is anything else
     */
    public static Optional<SlotStates> counted(String text) {
      if (!COUNTED.matcher(text).matches()) {
        return Optional.empty();
      }
      var slots = new TreeMap<Integer, SlotReading>();
      for (String one : text.split(" ")) {
        int sign = one.indexOf('=');
        int items = Integer.parseInt(one.substring(sign + 1));
        slots.put(Integer.valueOf(one.substring(0, sign)), SlotReading.counted(items));
      }
      return Optional.of(new SlotStates(slots));
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

    /** What the drinks have, in degrees Celsius. */
    public Temperature(double celsius) {
      this(OptionalDouble.of(celsius));
    }
  }

  /** Whether the machine's door is open. */
  record Door(boolean open) implements BoardMessage {}

  /** From what the machine's motors have their power. */
  record Power(PowerState state) implements BoardMessage {

    /** Of a board that knows only whether they have any. */
    public Power(boolean on) {
      this(on ? PowerState.ON : PowerState.OFF);
    }
  }

  /**
   * A question of the board, or anything else that it sends by itself and wants answered: a
   * greeting, what time it is, whether anybody is there. {@link BoardProtocol#answer} answers it.
   *
   * @param content what it is, in the driver's own terms; its text is seen in logs
   */
  record Inquiry(Object content) implements BoardMessage {}

  /** The board is alive; nothing else. */
  record KeepAlive() implements BoardMessage {}

  /** Malformed input, made printable. */
  record Garbage(String text) implements BoardMessage {}
}
