package io.drinkd.appliance.machine;

import io.drinkd.driver.PowerState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a machine's board has last reported beside its slots and the temperature of the drinks, each
 * with the time of the report.
 *
 * @param temperatures of further thermometers, by their names
 * @param doorOpen whether the door is open, if the board knows it
 * @param motors from what the motors have their power, if the board knows it
 * @param counts how many items the board counts, by slot
 */
public record BoardReadings(
    SortedMap<String, Temperature> temperatures,
    Optional<Reported<Boolean>> doorOpen,
    Optional<Reported<PowerState>> motors,
    SortedMap<Integer, Reported<Integer>> counts) {

  /** No board has so many; a faulty driver must not fill the memory. */
  private static final int THERMOMETERS_MAX = 32;

  private static final int COUNTS_MAX = 1_000;

  /** Before the first report. */
  static final BoardReadings NONE =
      new BoardReadings(new TreeMap<>(), Optional.empty(), Optional.empty(), new TreeMap<>());

  /**
   * @param at when it was reported
   */
  public record Reported<T>(T value, Instant at) {}

  public BoardReadings {
    temperatures = Collections.unmodifiableSortedMap(new TreeMap<>(temperatures));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  BoardReadings withTemperature(String thermometer, Temperature temperature) {
    var more = new TreeMap<>(temperatures);
    if (more.size() < THERMOMETERS_MAX || more.containsKey(thermometer)) {
      more.put(thermometer, temperature);
    }
    return new BoardReadings(more, doorOpen, motors, counts);
  }

  BoardReadings withDoor(boolean open, Instant at) {
    return new BoardReadings(temperatures, Optional.of(new Reported<>(open, at)), motors, counts);
  }

  BoardReadings withPower(PowerState state, Instant at) {
    return new BoardReadings(
        temperatures, doorOpen, Optional.of(new Reported<>(state, at)), counts);
  }

  BoardReadings withCounts(Map<Integer, Integer> counted, Instant at) {
    var more = new TreeMap<>(counts);
    counted.forEach(
        (slot, count) -> {
          if (more.size() < COUNTS_MAX || more.containsKey(slot)) {
            more.put(slot, new Reported<>(count, at));
          }
        });
    return new BoardReadings(temperatures, doorOpen, motors, more);
  }

  /** {@code open} or {@code closed}. */
  public Optional<String> door() {
    return doorOpen.map(door -> doorWord(door.value()));
  }

  /** {@code on}, {@code off}, {@code battery} or {@code battery-low}. */
  public Optional<String> power() {
    return motors.map(power -> power.value().toString());
  }

  static String doorWord(boolean open) {
    return open ? "open" : "closed";
  }
}
