package io.drinkd.driver.link;

import io.drinkd.driver.DropOutcome.Refusal;
import java.util.Collections;
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

  /** The drop in progress was made. */
  record DropMade() implements BoardMessage {}

  /** The drop in progress was not made, for the reason that the board reports. */
  record DropNotMade(Refusal reason) implements BoardMessage {}

  /** For each slot reported, whether it holds at least one item. */
  record SlotStates(SortedMap<Integer, Boolean> loaded) implements BoardMessage {

    /**
     * @throws IllegalArgumentException if there is no slot
     */
    public SlotStates {
      if (loaded.isEmpty()) {
        throw new IllegalArgumentException("SlotStates needs at least one slot");
      }
      loaded = Collections.unmodifiableSortedMap(new TreeMap<>(loaded));
    }
  }

  /** A temperature in degrees Celsius; empty if the board could not read its thermometer. */
  record Temperature(OptionalDouble celsius) implements BoardMessage {}

  /** The board is alive; nothing else. */
  record KeepAlive() implements BoardMessage {}

  /** Malformed input, made printable. */
  record Garbage(String text) implements BoardMessage {}
}
