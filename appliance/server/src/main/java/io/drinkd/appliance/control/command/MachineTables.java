package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.machine.LinkFacts.Counts;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How commands print machines and their slots. */
final class MachineTables {

  static final Table<Slot> SLOT =
      Table.<Slot>of()
          .column("slot", Slot::number)
          .column("item", Slot::item)
          .column("price", Slot::price)
          .column("count", Slot::available)
          .column("capacity", slot -> slot.limits().capacity())
          .detail("low", slot -> slot.limits().low())
          .column("stock", Slot::level)
          .column("dropped", Slot::dropped)
          .column("enabled", Slot::enabled);

  private MachineTables() {}

  /**
   * Machines.
   *
   * @param appliance the name of the appliance that has a machine, if any has
   */
  static Table<MachineView> machines(Function<MachineView, Optional<String>> appliance) {
    return Table.<MachineView>of()
        .column("machine", MachineView::id)
        .detail("name", MachineView::name)
        .detail("location", MachineView::location)
        .detail("appliance", appliance)
        .column("status", MachineView::state)
        .column("since", machine -> machine.history().statusSince())
        .detail("connected-since", machine -> machine.history().connectedSince())
        .detail("last-heard", machine -> machine.history().lastMessage())
        .detail("temperature", MachineView::temperatureCelsius)
        .detail("further-temperatures", MachineTables::temperatures)
        .detail("door", machine -> machine.readings().door())
        .detail("power", machine -> machine.readings().power())
        .detail("counted-by-board", MachineTables::counts)
        .column("made", counted(Counts::made))
        .column("refused", counted(Counts::refused))
        .detail("unanswered", counted(Counts::unanswered))
        .detail("garbage", counted(Counts::garbage))
        .detail("link", MachineView::remoteAddress)
        .detail("cold-below", MachineView::coldBelowCelsius)
        .column("why", MachineView::stateReason);
  }

  private static Function<MachineView, Optional<Long>> counted(Function<Counts, Long> count) {
    return machine -> machine.history().counts().map(count);
  }

  private static List<String> temperatures(MachineView machine) {
    return machine.readings().temperatures().entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue().celsius() + " at " + one.getValue().at())
        .toList();
  }

  private static List<String> counts(MachineView machine) {
    return machine.readings().counts().entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue().value() + " at " + one.getValue().at())
        .toList();
  }
}
