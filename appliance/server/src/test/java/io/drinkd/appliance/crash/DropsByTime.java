package io.drinkd.appliance.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** One member's drops by the time at which they were asked for. */
final class DropsByTime {

  static final DropsByTime NONE = new DropsByTime(List.of());

  private final TreeMap<Long, List<DropOnDisk>> byMillis = new TreeMap<>();

  DropsByTime(List<DropOnDisk> drops) {
    for (DropOnDisk drop : drops) {
      byMillis.computeIfAbsent(drop.requestedAtMillis, at -> new ArrayList<>()).add(drop);
    }
  }

  /** Those asked for from one moment to another, both included. */
  List<DropOnDisk> within(long fromMillis, long toMillis) {
    return byMillis.subMap(fromMillis, true, toMillis, true).values().stream()
        .flatMap(List::stream)
        .toList();
  }
}
