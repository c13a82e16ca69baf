package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** All machines of the house. */
public final class Machines {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Map<String, Machine> byId = new TreeMap<>();
  private final Map<String, Machine> byIdOrAlias = new HashMap<>();
  private final Timers timers;
  private Timer nextLook = () -> {};
  private boolean closed;

  /** Reads what the slots hold; no board is opened yet. */
  public Machines(List<MachineSettings> settings, Store store, Timers timers) {
    this.timers = timers;
    for (MachineSettings machine : settings) {
      add(store.writeNow(tx -> open(tx, machine)));
    }
  }

  private Machine open(Transaction tx, MachineSettings settings) throws SQLException {
    return new Machine(settings, SlotStore.open(tx, settings, timers.clock()), timers);
  }

  private void add(Machine machine) {
    byId.put(machine.id(), machine);
    byIdOrAlias.put(machine.id(), machine);
    machine.settings().aliases().forEach(alias -> byIdOrAlias.put(alias, machine));
  }

  /** The machine of that id or alias, exact case. */
  public Optional<Machine> find(String idOrAlias) {
    return Optional.ofNullable(byIdOrAlias.get(idOrAlias));
  }

  /** All machines, by id. */
  public Collection<Machine> all() {
    return byId.values();
  }

  /**
   * Opens the boards of all machines whose model the driver drives.
   *
   * @param links where the sessions with a machine's board come from
   * @param observer whom each machine tells what changes
   */
  public void attach(MachineDriver driver, BoardLinks links, MachineObserver observer) {
    for (Machine machine : byId.values()) {
      MachineSettings settings = machine.settings();
      if (settings.driver().equals(driver.model())) {
        machine.open(driver, links, observer);
      }
    }
    lookAfterDrivers();
  }

  /**
   * Parts with the driver of a model: the orders on their way end, and the boards are closed. The
   * future completes when nothing of the driver is left in any machine.
   */
  public CompletableFuture<Void> detach(String model) {
    return CompletableFuture.allOf(
        byId.values().stream()
            .filter(machine -> machine.isDriven() && machine.settings().driver().equals(model))
            .map(Machine::detach)
            .toArray(CompletableFuture[]::new));
  }

  /** One timer for all machines, and the same one however often a driver is attached. */
  private synchronized void lookAfterDrivers() {
    nextLook.cancel();
    if (!closed) {
      byId.values().forEach(Machine::lookAfterDriver);
      nextLook = timers.after(LOOK_EVERY, this::lookAfterDrivers);
    }
  }

  /**
   * Counts one can as fallen, in the transaction in which it is charged. The machine may be gone
   * from the configuration meanwhile; its slots are still in the store.
   *
   * @param actor who ordered it
   */
  public void takeOne(Transaction tx, String machine, int slot, long dropId, String actor)
      throws SQLException {
    StoredSlot after = SlotStore.takeOne(tx, machine, slot, dropId, timers.clock(), actor);
    Optional.ofNullable(byId.get(machine))
        .ifPresent(present -> tx.afterCommit(() -> present.stored(after)));
  }

  /** Closes all boards; the future completes when the last link is gone. */
  public synchronized CompletableFuture<Void> close() {
    closed = true;
    nextLook.cancel();
    return CompletableFuture.allOf(
        byId.values().stream().map(Machine::close).toArray(CompletableFuture[]::new));
  }
}
