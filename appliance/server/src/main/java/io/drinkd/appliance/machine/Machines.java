package io.drinkd.appliance.machine;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** All machines of the house. */
public final class Machines {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Map<String, Attached> attached = new HashMap<>();
  private final Store store;
  private final AuditLog audit;
  private final Timers timers;

  /** Replaced as a whole, so that whoever asks sees all of one configuration. */
  private volatile Map<String, Machine> byId = Map.of();

  private volatile Map<String, Machine> byIdOrAlias = Map.of();
  private Timer nextLook = () -> {};
  private boolean closed;
  private volatile Consumer<Event> listener = event -> {};

  private record Attached(MachineDriver driver, BoardLinks links, MachineObserver observer) {}

  /** Reads what the slots hold; no board is opened yet. */
  public Machines(List<MachineSettings> settings, Store store, AuditLog audit, Timers timers) {
    this.store = store;
    this.audit = audit;
    this.timers = timers;
    know(store.writeNow(tx -> openAll(tx, settings)));
  }

  /** In one transaction: a commit for each of a thousand machines takes seconds. */
  private List<Machine> openAll(Transaction tx, List<MachineSettings> settings)
      throws SQLException {
    List<List<StoredSlot>> slots = SlotStore.openAll(tx, settings, timers.clock());
    return IntStream.range(0, settings.size())
        .mapToObj(i -> new Machine(settings.get(i), slots.get(i), timers))
        .toList();
  }

  private Machine open(Transaction tx, MachineSettings settings) throws SQLException {
    return new Machine(settings, slots(tx, settings), timers);
  }

  private void know(List<Machine> machines) {
    Map<String, Machine> ids = new TreeMap<>();
    Map<String, Machine> names = new HashMap<>();
    for (Machine machine : machines) {
      machine.listen(event -> listener.accept(event));
      ids.put(machine.id(), machine);
      names.put(machine.id(), machine);
      machine.settings().aliases().forEach(alias -> names.put(alias, machine));
    }
    byId = ids;
    byIdOrAlias = names;
  }

  /** The machine of that id or alias, exact case. */
  public Optional<Machine> find(String idOrAlias) {
    return Optional.ofNullable(byIdOrAlias.get(idOrAlias));
  }

  /** All machines, by id. */
  public Collection<Machine> all() {
    return byId.values();
  }

  /** Drivers of these models are there, and are attached soon: no machine waits for one of them. */
  public void expect(Set<String> models) {
    byId.values().stream()
        .filter(machine -> models.contains(machine.settings().board().driver()))
        .forEach(machine -> machine.board().expectDriver());
  }

  /**
   * Opens the boards of all machines whose model the driver drives; none after {@link #close}.
   *
   * @param links where the sessions with a machine's board come from
   * @param observer whom each machine tells what changes
   */
  public synchronized void attach(
      MachineDriver driver, BoardLinks links, MachineObserver observer) {
    if (closed) {
      return;
    }
    Attached known = new Attached(driver, links, telling(observer));
    attached.put(driver.model(), known);
    for (Machine machine : byId.values()) {
      MachineSettings settings = machine.settings();
      if (settings.board().driver().equals(driver.model())) {
        machine.board().open(driver, links, known.observer());
      }
    }
    lookAfterDrivers();
  }

  /** From now on {@code newListener} hears what happens to machines, slots and temperatures. */
  public void listen(Consumer<Event> newListener) {
    listener = newListener;
  }

  /** An observer that tells of a status before the other one acts on it. */
  private MachineObserver telling(MachineObserver observer) {
    return new MachineObserver() {
      @Override
      public void statusChanged(Machine machine) {
        String status = machine.status().name().toLowerCase(Locale.ROOT);
        listener.accept(new Event.MachineChanged(machine.id(), status));
        observer.statusChanged(machine);
      }

      @Override
      public void answeredLate(Machine machine, DropOrder order, DropOutcome outcome) {
        observer.answeredLate(machine, order, outcome);
      }
    };
  }

  /**
   * Makes the machines those of another configuration. One that is as it was, or has only another
   * name, place or price list, keeps its link; one whose board is reached in another way, and one
   * that is no more, first ends the order that is on its way. Blocks while slots are read.
   */
  public synchronized void change(List<MachineSettings> wanted) {
    Map<String, Machine> before = byId;
    List<Machine> after = new ArrayList<>();
    for (MachineSettings settings : wanted) {
      Optional<Machine> kept =
          Optional.ofNullable(before.get(settings.id())).filter(old -> old.keepsBoardBy(settings));
      kept.filter(old -> !old.settings().equals(settings))
          .ifPresent(old -> old.change(settings, store.writeNow(tx -> slots(tx, settings))));
      after.add(kept.orElseGet(() -> store.writeNow(tx -> open(tx, settings))));
    }
    know(after);
    for (Machine machine : after) {
      Machine old = before.get(machine.id());
      if (old == null) {
        openBoard(machine);
      } else if (old != machine) {
        old.board().detach().thenRun(() -> openBoard(machine));
      }
    }
    before.values().stream()
        .filter(old -> !byId.containsKey(old.id()))
        .forEach(old -> old.board().detach());
  }

  private List<StoredSlot> slots(Transaction tx, MachineSettings settings) throws SQLException {
    return SlotStore.open(tx, settings, timers.clock());
  }

  /** Unless it has gone again, or its driver has, while an order was waited for. */
  private synchronized void openBoard(Machine machine) {
    Attached known = attached.get(machine.settings().board().driver());
    if (!closed && known != null && byId.get(machine.id()) == machine) {
      machine.board().open(known.driver(), known.links(), known.observer());
    }
  }

  /**
   * Parts with the driver of a model: the orders on their way end, and the boards are closed. The
   * future completes when nothing of the driver is left in any machine.
   */
  public synchronized CompletableFuture<Void> detach(String model) {
    attached.remove(model);
    return CompletableFuture.allOf(
        byId.values().stream()
            .filter(
                machine ->
                    machine.board().isDriven() && machine.settings().board().driver().equals(model))
            .map(machine -> machine.board().detach())
            .toArray(CompletableFuture[]::new));
  }

  /** One timer for all machines, and the same one however often a driver is attached. */
  private synchronized void lookAfterDrivers() {
    nextLook.cancel();
    if (!closed) {
      byId.values().forEach(machine -> machine.board().lookAfterDriver());
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

  /**
   * Sets a slot that the machine has. Completes when that is on disk and seen by everyone.
   *
   * @param actor who does it
   */
  public CompletableFuture<Void> edit(Machine machine, int slot, SlotEdit edit, String actor) {
    return store.write(
        tx -> {
          StoredSlot before = SlotStore.read(tx, machine.id(), slot);
          StoredSlot after = SlotStore.edit(tx, machine.id(), before, edit, timers.clock(), actor);
          String what = "slot " + slot + " of " + machine.id();
          audit.record(tx, actor, what, before.shown(), after.shown());
          tx.afterCommit(() -> machine.stored(after));
          return null;
        });
  }

  /** Closes all boards; the future completes when the last link is gone. */
  public synchronized CompletableFuture<Void> close() {
    closed = true;
    nextLook.cancel();
    return CompletableFuture.allOf(
        byId.values().stream()
            .map(machine -> machine.board().close())
            .toArray(CompletableFuture[]::new));
  }
}
