package io.drinkd.appliance.sunday;

import io.drinkd.appliance.machine.Machine;
import java.net.InetAddress;
import java.util.Optional;

/** With which words a connection begins, and with which machine selected. */
final class Greeting {

  private final Core core;

  Greeting(Core core) {
    this.core = core;
  }

  void greet(SundaySession session) {
    Optional<Machine> machine = machineAt(session.connection().localAddress());
    if (machine.isEmpty() && session.dialect().selectsFirstMachine()) {
      // By id, as MACHINES lists them.
      machine = core.machines().all().stream().findFirst();
    }
    machine.map(Machine::id).ifPresent(session::select);
    String name = machine.map(Machine::name).orElse(core.name());
    session.connection().write(session.dialect().greeting(name));
  }

  /** The machine whose public address the client has connected to. */
  private Optional<Machine> machineAt(InetAddress local) {
    Optional<String> address = Optional.of(local.getHostAddress());
    return core.machines().all().stream()
        .filter(machine -> machine.settings().publicAddress().equals(address))
        .findFirst();
  }
}
