package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Rank;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be carried to machines, on paper.
 *
 * @param at when it was made
 * @param carry how many of each drink, the most first
 */
public record Sheet(Instant at, List<StockView> machines, List<Rank> carry) {

  static Sheet of(List<? extends MachineView> machines, Frame f) {
    Map<String, Long> counts =
        machines.stream()
            .flatMap(machine -> machine.slots().stream())
            .filter(slot -> missing(slot) > 0)
            .collect(Collectors.groupingBy(Slot::item, Collectors.summingLong(Sheet::missing)));
    return new Sheet(
        f.t().now(),
        machines.stream().map(machine -> StockView.of(machine, f)).toList(),
        Rank.of(counts, counts.size()));
  }

  /** How many fit into a slot. */
  public static long missing(Slot slot) {
    return Math.max(0, slot.limits().capacity() - slot.available());
  }

  /** What its title names: the one machine, or empty for several. */
  public String machine() {
    return machines.size() == 1 ? machines.get(0).card().name() : "";
  }
}
