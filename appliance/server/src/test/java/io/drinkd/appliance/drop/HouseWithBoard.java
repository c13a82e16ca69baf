package io.drinkd.appliance.drop;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.SimulatedBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * The core of an appliance with one machine: a real store, the real plugin jar, and a board on a
 * real socket. No clients' door; what stands behind it.
 */
final class HouseWithBoard implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String PASSWORD = "says the board";

  final SystemTimers timers = Timers.system("timers");
  final Services services;
  final Store store;
  final Ledger ledger;
  final Members members;
  final Machines machines;
  final Dispatcher dispatcher;
  final Machine machine;
  private final BoardLinks links;
  private final DriverFolder drivers;

  HouseWithBoard(Path data, SimulatedBoard board, Duration answerTimeout) throws IOException {
    links = new BoardLinks(Optional.empty(), timers);
    services =
        TestHouses.open(data, TestSettings.with(List.of(settings(board, answerTimeout))), timers);
    store = services.foundation().store();
    ledger = services.foundation().ledger();
    members = services.foundation().members();
    machines = services.foundation().machines();
    dispatcher = services.dispatcher();
    drivers = new DriverFolder(PluginJar.folderOf("tini390"), data);
    drivers.drivers().forEach(loaded -> machines.attach(loaded.driver(), links, dispatcher));
    machine = machines.find("d").orElseThrow();
  }

  private static MachineSettings settings(SimulatedBoard board, Duration answerTimeout) {
    List<SlotSettings> slots = new ArrayList<>();
    for (int number = 1; number <= 7; number++) {
      slots.add(new SlotSettings(number, "Drink " + number, 50, 5));
    }
    return new MachineSettings(
        "d",
        "Big Drink",
        List.of(),
        "North stairwell",
        Optional.empty(),
        new BoardAccess(
            "tini390",
            new HostAndPort("127.0.0.1", board.port()),
            new SecretText(PASSWORD),
            answerTimeout,
            Duration.ofMinutes(10)),
        slots);
  }

  HouseWithBoard awaitStatus(MachineStatus status) {
    Awaitility.await().atMost(PATIENCE).until(() -> machine.status() == status);
    return this;
  }

  MemberRecord member(String name, long credits) {
    return members
        .find(name)
        .orElseGet(
            () ->
                members
                    .add(new NewMember(name, Optional.empty(), false, credits, List.of()), "test")
                    .join());
  }

  DropRequest request(MemberRecord member, int slot) {
    return new DropRequest(member, machine, slot, Duration.ZERO, Optional.empty(), "test");
  }

  DropResult drop(MemberRecord member, int slot) {
    return dispatcher.drop(request(member, slot)).join();
  }

  /** The states of a drop that the books remember. */
  List<DropState> states(long dropId) {
    return BookedStates.of(store, dropId);
  }

  long sumOfAllAccounts() {
    return store
        .read(tx -> tx.first("SELECT sum(balance) FROM account", row -> row.getLong(1)))
        .join()
        .orElseThrow();
  }

  @Override
  public void close() {
    machines.close().join();
    links.close();
    drivers.close();
    services.close();
    timers.close();
  }
}
