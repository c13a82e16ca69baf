package io.drinkd.driver.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The machine around a simulated board: cans, sensors, a thermometer and a door. Safe for several
 * threads.
 */
final class SimulatedMachine {

  private final List<Integer> stock;
  private final Optional<CanLog> log;
  private OptionalDouble fahrenheit;
  private boolean doorOpen;
  private long cansFallen;

  SimulatedMachine(List<Integer> stock, OptionalDouble fahrenheit, Optional<CanLog> log) {
    this.stock = new ArrayList<>(stock);
    this.fahrenheit = fahrenheit;
    this.log = log;
    this.cansFallen = log.map(CanLog::firstSequence).orElse(0L);
  }

  synchronized boolean hasSlot(int slot) {
    return slot >= 1 && slot <= stock.size();
  }

  synchronized int stock(int slot) {
    return stock.get(slot - 1);
  }

  /** The sensors: for each slot, whether at least one can is in it. */
  synchronized SortedMap<Integer, Boolean> loaded() {
    var loaded = new TreeMap<Integer, Boolean>();
    for (int slot = 1; slot <= stock.size(); slot++) {
      loaded.put(slot, stock(slot) > 0);
    }
    return loaded;
  }

  /** The sensor of one slot. */
  synchronized SortedMap<Integer, Boolean> loaded(int slot) {
    return new TreeMap<>(Map.of(slot, stock(slot) > 0));
  }

  /** Why no can can fall from the slot; empty if one can. */
  synchronized Optional<String> obstacle(int slot) {
    if (doorOpen) {
      return Optional.of("the door is open");
    }
    return stock(slot) == 0 ? Optional.of("the slot is empty") : Optional.empty();
  }

  /** Drops a can and returns its number; empty if none can fall any more. */
  synchronized OptionalLong dropCan(int slot) throws IOException {
    if (obstacle(slot).isPresent()) {
      return OptionalLong.empty();
    }
    cansFallen++;
    stock.set(slot - 1, stock(slot) - 1);
    if (log.isPresent()) {
      log.get().fallen(cansFallen, slot);
    }
    return OptionalLong.of(cansFallen);
  }

  synchronized void openDoor(boolean open) {
    doorOpen = open;
  }

  /** Fills or empties a slot; returns whether its sensor changes. */
  synchronized boolean fill(int slot, int cans) {
    boolean before = stock(slot) > 0;
    stock.set(slot - 1, cans);
    return before != cans > 0;
  }

  /** The temperature; empty without a thermometer. */
  synchronized OptionalDouble fahrenheit() {
    return fahrenheit;
  }

  synchronized void setFahrenheit(double value) {
    fahrenheit = OptionalDouble.of(value);
  }

  synchronized long cansFallen() {
    return cansFallen;
  }
}
