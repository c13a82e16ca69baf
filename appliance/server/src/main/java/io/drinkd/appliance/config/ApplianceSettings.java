package io.drinkd.appliance.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that the configuration folder says.
 *
 * @param name how the appliance calls itself, in its greeting for one
 * @param data the folder of the ledger, absolute
 * @param plugins the folder of the driver plugins, absolute; empty if the configuration names none
 * @param listeners the doors for clients, at least one
 * @param limits bounds that hold for the appliance as a whole
 * @param logins what becomes of wrong logins
 * @param memberFloor what the available credits of new members never go below, 0 or less
 * @param directory who knows the members' passwords; empty if the books do
 * @param remoteShutdown whether admins may stop the appliance from where they are
 * @param inDoubt what becomes of drops in doubt that nobody decides
 * @param boards where boards dial in; empty if none may
 * @param machines the machines, in the order of their ids
 */
public record ApplianceSettings(
    String name,
    Path data,
    Optional<Path> plugins,
    List<ListenerSettings> listeners,
    Limits limits,
    LoginLimits logins,
    long memberFloor,
    Optional<DirectorySettings> directory,
    boolean remoteShutdown,
    InDoubtSettings inDoubt,
    Optional<AcceptSettings> boards,
    List<MachineSettings> machines) {

  /** The same with other machines and listeners. */
  public ApplianceSettings with(
      List<MachineSettings> otherMachines, List<ListenerSettings> otherListeners) {
    return new ApplianceSettings(
        name,
        data,
        plugins,
        otherListeners,
        limits,
        logins,
        memberFloor,
        directory,
        remoteShutdown,
        inDoubt,
        boards,
        otherMachines);
  }
}
