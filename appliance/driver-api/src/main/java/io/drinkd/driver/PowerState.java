package io.drinkd.driver;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** From what a machine's motors have their power. */
public enum PowerState {
  /** From the mains, or from wherever they usually have it. */
  ON,
  /** They have none. */
  OFF,
  /** From a battery that is full enough: drops can be made, and somebody should look why. */
  BATTERY,
  /** From a battery that will soon be empty. */
  BATTERY_LOW;

  /** The one of that word, see {@link #toString}; empty if there is none. */
  public static Optional<PowerState> named(String word) {
    return Arrays.stream(values()).filter(state -> state.toString().equals(word)).findFirst();
  }

  /** As people and programs read it, such as {@code battery-low}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
