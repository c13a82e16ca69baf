package io.drinkd.appliance.config;

import java.util.List;

/**
 * What the configuration says about the house, apart from the doors into it.
 *
 * @param name how the appliance calls itself, in its greeting for one
 * @param limits bounds that hold for the appliance as a whole
 * @param members who members are, and what becomes of wrong logins
 * @param inDoubt what becomes of drops in doubt that nobody decides
 * @param remoteShutdown whether admins may stop the appliance from where they are
 * @param machines the machines, in the order of their ids
 */
public record HouseSettings(
    String name,
    Limits limits,
    MemberSettings members,
    InDoubtSettings inDoubt,
    boolean remoteShutdown,
    List<MachineSettings> machines) {

  /** The same with other machines. */
  public HouseSettings with(List<MachineSettings> otherMachines) {
    return new HouseSettings(name, limits, members, inDoubt, remoteShutdown, otherMachines);
  }
}
