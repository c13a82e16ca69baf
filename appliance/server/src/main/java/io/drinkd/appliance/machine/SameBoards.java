package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.SameBoard;
import io.drinkd.driver.DriverValues.Mistake;
import io.drinkd.driver.MachineDriver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The machines whose board another machine has too. None of them is linked with it: they would take
 * each other's answers.
 */
final class SameBoards {

  /** By the ids of machines; replaced as a whole, for readers on other threads. */
  private volatile Map<String, List<Mistake>> mistakes = Map.of();

  /**
   * Looks again, after machines or drivers have changed: a driver that comes later may show that
   * two machines have one board.
   *
   * @param drivers finds the driver of a model
   * @return the ids of machines that had their board with another one, and have it alone now
   */
  Set<String> find(
      List<MachineSettings> machines, Function<String, Optional<? extends MachineDriver>> drivers) {
    Map<String, List<Mistake>> found = new HashMap<>();
    for (SameBoard one : SameBoard.find(machines, drivers)) {
      found.computeIfAbsent(one.first().id(), none -> new ArrayList<>()).add(one.mistakeOfFirst());
      found.computeIfAbsent(one.second().id(), none -> new ArrayList<>()).add(one.mistake());
    }
    Map<String, List<Mistake>> before = mistakes;
    mistakes = found;
    return before.keySet().stream()
        .filter(id -> !found.containsKey(id))
        .collect(Collectors.toSet());
  }

  /** What is wrong in a machine's settings; empty if it has its board alone. */
  List<Mistake> of(String machine) {
    return mistakes.getOrDefault(machine, List.of());
  }
}
