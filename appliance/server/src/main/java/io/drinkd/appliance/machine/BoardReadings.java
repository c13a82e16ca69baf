package io.drinkd.appliance.machine;

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
 * @param powerOn whether the motors have power, if the board knows it
 * @param counts how many items the board counts, by slot
 */
public record BoardReadings(
    SortedMap<String, Temperature> temperatures,
    Optional<Reported<Boolean>> doorOpen,
    Optional<Reported<Boolean>> powerOn,
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
    return new BoardReadings(more, doorOpen, powerOn, counts);
  }

  BoardReadings withDoor(boolean open, Instant at) {
    return new BoardReadings(temperatures, Optional.of(new Reported<>(open, at)), powerOn, counts);
  }

  BoardReadings withPower(boolean on, Instant at) {
    return new BoardReadings(temperatures, doorOpen, Optional.of(new Reported<>(on, at)), counts);
  }

  BoardReadings withCounts(Map<Integer, Integer> counted, Instant at) {
    var more = new TreeMap<>(counts);
    counted.forEach(
        (slot, count) -> {
          if (more.size() < COUNTS_MAX || more.containsKey(slot)) {
            more.put(slot, new Reported<>(count, at));
          }
        });
    return new BoardReadings(temperatures, doorOpen, powerOn, more);
  }

  /** {@code open} or {@code closed}. */
  public Optional<String> door() {
    return doorOpen.map(door -> doorWord(door.value()));
  }

  /** {@code on} or {@code off}. */
  public Optional<String> power() {
    return powerOn.map(power -> powerWord(power.value()));
  }

  static String doorWord(boolean open) {
    return open ? "open" : "closed";
  }

  static String powerWord(boolean on) {
    return on ? "on" : "off";
  }
}
