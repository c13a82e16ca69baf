package io.drinkd.appliance.crash;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often what was done. */
public final class Counters {

  private final Map<String, Integer> counts = new TreeMap<>();

  public void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
