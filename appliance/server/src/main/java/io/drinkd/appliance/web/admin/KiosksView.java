package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.credential.KioskStore;
import io.drinkd.appliance.machine.MachineView;
import java.util.List;

/**
 * The screens beside machines, and the machines.
 *
 * @param made the kiosk that was just made, with its code; null if none was
 * @param address where its screen is opened
 */
public record KiosksView(
    List<KioskStore.Kiosk> kiosks,
    List<MachineView> machines,
    KioskStore.Made made,
    String address) {

  /** What people call a machine. */
  public String machine(String id) {
    return machines.stream()
        .filter(machine -> machine.id().equals(id))
        .map(MachineView::name)
        .findFirst()
        .orElse(id);
  }
}
