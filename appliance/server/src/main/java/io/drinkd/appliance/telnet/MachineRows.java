package io.drinkd.appliance.telnet;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Machines and what is in them, as rows. */
final class MachineRows {

  private MachineRows() {}

  /** All machines with their slots. */
  static List<String> all(Collection<? extends MachineView> machines) {
    List<String> rows = new ArrayList<>();
    for (MachineView machine : machines) {
      rows.add(head(machine));
      rows.addAll(slots(machine));
    }
    return rows.isEmpty() ? List.of("There is no machine yet.") : rows;
  }

  private static String head(MachineView machine) {
    String cold =
        machine
            .temperatureCelsius()
            .map(celsius -> String.format(Locale.ROOT, ", %.1f C", celsius))
            .orElse("");
    return machine.id()
        + ": "
        + machine.name()
        + ", "
        + machine.location()
        + ", "
        + machine.state()
        + cold;
  }

  /** The slots of a machine. */
  static List<String> slots(MachineView machine) {
    return machine.slots().stream()
        .map(
            slot ->
                String.format(
                    Locale.ROOT,
                    // The item last: it is what a narrow window may cut.
                    "  %3d  %5d  %-8s  %s",
                    slot.number(),
                    slot.price(),
                    left(slot),
                    slot.item()))
        .toList();
  }

  private static String left(Slot slot) {
    return slot.enabled() && !slot.empty() ? slot.available() + " left" : slot.state();
  }
}
