package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.Limits;
import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.drop.Dispatcher;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.Credits;
import io.drinkd.appliance.member.LoginAttempts;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Secret;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/**
 * What is behind a door: a real store, real members and two machines. Machine d has a simulated
 * board, which is linked only after {@link #linkBoards}; the board of machine ld is never there.
 *
 * <p>Members: bob (1000 credits), poor (10), carol (iButton 01ab23cd, no password) and the admin
 * alice; a password is the name and "'s password".
 */
final class House implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Whoever connects to this address of the host has machine ld selected. */
  static final String ADDRESS_OF_LD = "127.0.0.2";

  private static final String BOARD_PASSWORD = "says the board";

  /** So generous that only the tests that are about it notice. */
  LoginLimits logins = new LoginLimits(1_000, Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final SystemTimers timers = Timers.system("house-timers");
  private final BoardLinks links;
  private final Services services;
  private final Store store;
  private final Ledger ledger;
  private final Members members;
  private final Machines machines;
  private final Dispatcher dispatcher;
  private final SimulatedBoard board;
  private Optional<StopSwitch> stopSwitch = Optional.empty();
  private Optional<DriverFolder> drivers = Optional.empty();

  House(Path data) throws IOException {
    board = SimulatedBoard.listen(new SimulatedBoardOptions(BOARD_PASSWORD).stock(5, 5, 0, 5, 5));
    links = new BoardLinks(Optional.empty(), timers);
    MachineSettings big = machine("d", "Big Drink", "North stairwell", board.port());
    MachineSettings little = machine("ld", "Little Drink", "Machine room", board.port());
    services = Services.open(data, TestSettings.with(List.of(big, little)), timers, again -> {});
    store = services.foundation().store();
    ledger = services.foundation().ledger();
    members = services.foundation().members();
    machines = services.foundation().machines();
    dispatcher = services.dispatcher();
    member("bob", false, 1_000);
    member("poor", false, 10);
    member("alice", true, 0);
    add(new NewMember("carol", Optional.empty(), false, 70, List.of("01AB23CD")));
  }

  private static MachineSettings machine(String id, String name, String location, int port) {
    List<SlotSettings> slots = new ArrayList<>();
    slots.add(new SlotSettings(1, "Coke", 50, 5));
    slots.add(new SlotSettings(2, "Root Beer", 60, 5));
    slots.add(new SlotSettings(3, "Dr Pepper", 50, 5));
    slots.add(new SlotSettings(4, "Cola \u00fcber alles", 50, 0));
    return new MachineSettings(
        id,
        name,
        List.of(name.replace(" ", "").toLowerCase(Locale.ROOT)),
        location,
        id.equals("d") ? Optional.empty() : Optional.of(ADDRESS_OF_LD),
        new BoardAccess(
            id.equals("d") ? "tini390" : "none such",
            new HostAndPort("127.0.0.1", port),
            new Secret(BOARD_PASSWORD),
            Duration.ofMillis(500),
            Duration.ofMinutes(10)),
        slots);
  }

  private void member(String name, boolean admin, long credits) {
    add(new NewMember(name, Optional.of(name + "'s password"), admin, credits, List.of()));
  }

  private void add(NewMember member) {
    members.add(member, "test").join();
  }

  /** Loads the driver and waits until machine d is up and its temperature known. */
  House linkBoards() throws IOException {
    DriverFolder folder = new DriverFolder(Path.of(System.getProperty("drinkd.plugins")));
    drivers = Optional.of(folder);
    folder.drivers().forEach(loaded -> machines.attach(loaded.driver(), links, dispatcher));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                machines.find("d").orElseThrow().status() == MachineStatus.UP
                    && machines.find("d").orElseThrow().temperatureCelsius().isPresent()
                    && machines.find("d").orElseThrow().slot(3).orElseThrow().empty());
    return this;
  }

  /** The doors opened from now on let admins stop the appliance. */
  void allowStop(StopSwitch allowed) {
    stopSwitch = Optional.of(allowed);
  }

  /** Goes by a configuration that has that machine no more. */
  void changeWithout(String machine) {
    machines.change(
        machines.all().stream()
            .map(Machine::settings)
            .filter(settings -> !settings.id().equals(machine))
            .toList());
  }

  /** Takes a slot of machine d off sale. */
  void disable(int slot) {
    Machine big = machines.find("d").orElseThrow();
    SlotEdit edit = new SlotEdit("Coke", 50, 5, 0, false);
    machines.edit(big, slot, edit, "test").join();
  }

  /** Lets all that is to be written into the books wait until the latch is released. */
  void holdBooks(CountDownLatch until) {
    store.write(
        tx -> {
          try {
            until.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return null;
        });
  }

  /** From now on nothing is written into the books or read from them, for good. */
  void closeBooks() {
    store.close();
  }

  SimulatedBoard board() {
    return board;
  }

  List<String> booksDisagreements() {
    return BooksVerifier.verify(store).join().disagreements();
  }

  Members members() {
    return members;
  }

  /**
   * What a door needs.
   *
   * @param doorTimers the door's own time
   */
  Core core(Timers doorTimers) {
    return new Core(
        "Floor drink server",
        "0.1.0",
        Instant.parse("2026-11-20T08:25:17Z"),
        new Limits(Duration.ofHours(1), 16, 1),
        doorTimers,
        members,
        ledger,
        new Credits(store, ledger, services.foundation().keys(), services.foundation().audit()),
        machines,
        dispatcher,
        services.foundation().inDoubtDrops(),
        new LoginAttempts(logins, doorTimers),
        services.foundation().audit(),
        services.events().log(),
        new Random(),
        stopSwitch);
  }

  /** The house's own time. */
  Timers timers() {
    return timers;
  }

  @Override
  public void close() {
    machines.close().join();
    links.close();
    drivers.ifPresent(DriverFolder::close);
    services.close();
    timers.close();
    board.close();
  }
}
