package io.drinkd.appliance.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that the configuration folder says.
 *
 * @param house everything but the doors and the files
 * @param data the folder of the ledger, absolute
 * @param plugins the folder of the driver plugins, absolute; empty if the configuration names none
 * @param listeners the doors for clients, at least one
 * @param boards where boards dial in; empty if none may
 */
public record ApplianceSettings(
    HouseSettings house,
    Path data,
    Optional<Path> plugins,
    List<ListenerSettings> listeners,
    Optional<AcceptSettings> boards) {

  /** The machines, in the order of their ids. */
  public List<MachineSettings> machines() {
    return house.machines();
  }

  /** The same with other machines and listeners. */
  public ApplianceSettings with(
      List<MachineSettings> otherMachines, List<ListenerSettings> otherListeners) {
    return new ApplianceSettings(house.with(otherMachines), data, plugins, otherListeners, boards);
  }
}
