package io.drinkd.appliance.config;

import java.util.List;
import java.util.Optional;

/**
 * All that the configuration folder says.
 *
 * @param process the appliance itself
 * @param listeners the doors for clients, at least one
 * @param limits bounds that hold for the appliance as a whole
 * @param members who the members are and how they log in
 * @param inDoubt what happens to drops in doubt when nobody resolves them
 * @param boards where boards dial in; empty if none may
 * @param machines the machines, in the order of their ids
 */
public record ApplianceSettings(
    ProcessSettings process,
    List<ListenerSettings> listeners,
    Limits limits,
    MemberSettings members,
    InDoubtSettings inDoubt,
    Optional<AcceptSettings> boards,
    List<MachineSettings> machines) {

  /** The same with other machines and listeners. */
  public ApplianceSettings with(
      List<MachineSettings> otherMachines, List<ListenerSettings> otherListeners) {
    return new ApplianceSettings(
        process, otherListeners, limits, members, inDoubt, boards, otherMachines);
  }
}
