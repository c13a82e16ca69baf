package io.drinkd.appliance.config;

import java.util.ArrayList;
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

  /**
   * The keys of {@code appliance.yaml} whose settings are others there, but for machines and
   * listeners, which change while the appliance runs: all the others are in effect at its next
   * start.
   */
  public List<String> keysOfNextStart(ApplianceSettings there) {
    List<String> keys = new ArrayList<>(process.keysThatDiffer(there.process));
    if (!boards.equals(there.boards)) {
      keys.add("boards");
    }
    if (!limits.equals(there.limits)) {
      keys.add("limits");
    }
    keys.addAll(members.keysThatDiffer(there.members));
    if (!inDoubt.equals(there.inDoubt)) {
      keys.add("in-doubt");
    }
    return keys;
  }

  /** The same with other machines and listeners. */
  public ApplianceSettings with(
      List<MachineSettings> otherMachines, List<ListenerSettings> otherListeners) {
    return new ApplianceSettings(
        process, otherListeners, limits, members, inDoubt, boards, otherMachines);
  }
}
