package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.machine.MachineView;
import java.util.Collection;
import java.util.List;

/**
 * A drop, for whoever decides about it.
 *
 * @param said what the board was sent and sent before it came in doubt; empty if it is not
 * @param machine what people call its machine
 * @param key by which it is paid back once, however often the form is sent
 */
public record DropView(DropHistory found, List<String> said, String machine, String key) {

  DropView(
      DropHistory found,
      List<String> said,
      Collection<? extends MachineView> machines,
      String key) {
    this(found, said, name(found.drop().place().machine(), machines), key);
  }

  /** A machine that is no more has its id alone. */
  private static String name(String id, Collection<? extends MachineView> machines) {
    return machines.stream()
        .filter(machine -> machine.id().equals(id))
        .map(MachineView::name)
        .findFirst()
        .orElse(id);
  }

  public DropRecord drop() {
    return found.drop();
  }

  public boolean inDoubt() {
    return drop().state() == DropState.IN_DOUBT;
  }

  /** Whether it may have been paid for nothing. */
  public boolean refundable() {
    return drop().state() == DropState.DROPPED && drop().price() > 0 && found.refund().isEmpty();
  }
}
