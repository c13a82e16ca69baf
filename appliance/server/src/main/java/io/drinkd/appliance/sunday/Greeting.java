package io.drinkd.appliance.sunday;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Services;
import java.util.Optional;

/** With which words a connection begins, and with which machine selected. */
final class Greeting {

  private final Services services;

  Greeting(Services services) {
    this.services = services;
  }

  void greet(SundaySession session) {
    Optional<? extends MachineView> machine =
        services.catalog().at(session.connection().localAddress());
    if (machine.isEmpty() && session.dialect().selectsFirstMachine()) {
      // By id, as MACHINES lists them.
      machine = services.catalog().all().stream().findFirst();
    }
    machine.ifPresent(selected -> session.select(selected.id()));
    String name = machine.isPresent() ? machine.get().name() : services.about().name();
    session.connection().write(session.dialect().greeting(name));
  }
}
