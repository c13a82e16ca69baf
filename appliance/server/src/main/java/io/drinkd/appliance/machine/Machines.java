package io.drinkd.appliance.machine;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventSink;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** All machines of the house. */
public final class Machines {

  private static final Duration CHECK_EVERY = Duration.ofSeconds(5);

  private final Store store;
  private final AuditLog audit;
  private final Timers timers;
  private final OverruledEdits edits = new OverruledEdits();
  private final ServiceStates services = new ServiceStates();
  private final FollowedSlots slots = new FollowedSlots(this);
  private final SlotEdits slotEdits;
  private final MachineRegister register = new MachineRegister();
  private final OpenBoards boards = new OpenBoards(this, register, this::owners);

  private Timer nextCheck = () -> {};
  private volatile EventSink sink = EventSink.NONE;
  private volatile Consumer<Machine> outOfService = machine -> {};
  private volatile ObjDoubleConsumer<String> thermometer = (id, celsius) -> {};

  /** Reads the slots from the store; opens no board yet. */
  public Machines(List<MachineSettings> settings, Store store, AuditLog audit, Timers timers) {
    this.store = store;
    this.audit = audit;
    this.timers = timers;
    this.slotEdits = new SlotEdits(audit, timers.clock(), slots);
    store.readNow(services::readAll);
    services.listen((id, number) -> byId(id).ifPresent(machine -> serviceChanged(machine, number)));
    // In one transaction: a commit for each of a thousand machines takes seconds.
    register.set(machines(settings, slots(settings)));
  }

  private void serviceChanged(Machine machine, long number) {
    sink.written(stateOf(machine), number);
    if (machine.outOfService().isPresent()) {
      outOfService.accept(machine);
    }
  }

  /** From now on {@code newListener} gets each machine that is out of service; must not block. */
  public void listenToService(Consumer<Machine> newListener) {
    outOfService = newListener;
  }

  private List<Machine> machines(List<MachineSettings> settings, List<List<StoredSlot>> slots) {
    return IntStream.range(0, settings.size())
        .mapToObj(i -> machine(settings.get(i), slots.get(i), new LinkHistory()))
        .toList();
  }

  private Machine machine(MachineSettings settings, List<StoredSlot> slots, LinkHistory history) {
    edits.check(settings, slots);
    Machine made = published(new Machine(settings, slots, services, history, timers));
    made.board().expectDriver(boards.prospect(made));
    return made;
  }

  private Machine published(Machine machine) {
    machine.listen(() -> sink);
    machine.measure((id, celsius) -> thermometer.accept(id, celsius));
    return machine;
  }

  /** The machine of that id or alias, exact case. */
  public Optional<Machine> find(String idOrAlias) {
    return register.find(idOrAlias);
  }

  /** The machine of that id. */
  Optional<Machine> byId(String id) {
    return register.byId(id);
  }

  /** What memory knows of machines, for books that several processes have. */
  public List<Followed<?>> followed() {
    return List.of(services, slots);
  }

  /** All machines, by id. */
  public Collection<Machine> all() {
    return register.all();
  }

  /** Drivers of these models are loaded and will be attached soon; others are missing. */
  public void expect(Set<String> models) {
    boards.expect(models);
  }

  /**
   * Opens the boards of all machines whose model the driver drives; none after {@link #close}.
   *
   * @param links where the sessions with a machine's board come from
   * @param observer is notified of each machine's changes
   */
  public synchronized void attach(
      MachineDriver driver, BoardLinks links, MachineObserver observer) {
    if (boards.isClosed()) {
      return;
    }
    links.requireFor(machine -> owners().mayOrder(machine));
    boards.attach(driver, links, new PublishingObserver(() -> sink, observer));
    boards.findSameBoards();
    for (Machine machine : register.all()) {
      MachineSettings settings = machine.settings();
      if (settings.board().driver().equals(driver.model())) {
        boards.open(machine);
      }
    }
    checkDrivers();
  }

  /** From now on {@code newSink} receives events of machines, slots and temperatures. */
  public void listen(EventSink newSink) {
    sink = newSink;
  }

  /**
   * From now on {@code newListener} receives each temperature that a board reports, with the id of
   * the machine; on the machine's thread, so that it must not block.
   */
  public void measure(ObjDoubleConsumer<String> newListener) {
    thermometer = newListener;
  }

  static Event stateOf(Machine machine) {
    return new Event.MachineChanged(machine.id(), machine.state());
  }

  /**
   * Applies another configuration. A machine that is unchanged, or has only another name, location
   * or price list, keeps its link; one whose board is reached in another way, and one that has been
   * removed, first ends the order in flight. Blocks while slots are read.
   */
  public void change(List<MachineSettings> wanted) {
    apply(wanted);
    owners().change(ownIds());
  }

  /** The ids of those machines for which this appliance has files. */
  public List<String> ownIds() {
    return register.own().stream().map(Machine::id).toList();
  }

  /**
   * Shows a machine of another appliance, for which this one has no file, with other settings
   * perhaps than before.
   *
   * @param listed its slots in the books
   */
  void showForeign(MachineSettings settings, List<StoredSlot> listed) {
    register.show(
        settings, listed, () -> published(Machine.withoutFile(settings, listed, services, timers)));
  }

  private synchronized void apply(List<MachineSettings> wanted) {
    Map<String, Machine> before = new TreeMap<>();
    register.all().forEach(machine -> before.put(machine.id(), machine));
    List<Machine> after = new ArrayList<>();
    List<Machine> changed = new ArrayList<>();
    // What fails here has changed nothing, so that the next attempt finds it all.
    Iterator<List<StoredSlot>> slots = slots(wanted).iterator();
    for (MachineSettings settings : wanted) {
      List<StoredSlot> listed = slots.next();
      Optional<Machine> same = Optional.ofNullable(before.get(settings.id()));
      // Whatever its board is by now: orders that wait are for this one.
      Optional<Machine> kept = same.filter(register.own()::contains);
      kept.filter(old -> !old.keepsBoardBy(settings)).ifPresent(changed::add);
      kept.filter(old -> !old.settings().equals(settings))
          .ifPresent(old -> change(old, settings, listed));
      LinkHistory known = same.map(old -> new LinkHistory(old.found())).orElseGet(LinkHistory::new);
      after.add(kept.orElseGet(() -> machine(settings, listed, known)));
    }
    register.set(after);
    Set<String> aloneAgain = boards.findSameBoards();
    for (Machine machine : after) {
      if (before.get(machine.id()) != machine) {
        boards.openNew(machine);
      } else if (changed.contains(machine) || aloneAgain.contains(machine.id())) {
        boards.reopen(machine);
      }
    }
    before.values().stream().filter(old -> byId(old.id()).isEmpty()).forEach(boards::remove);
  }

  private void change(Machine machine, MachineSettings settings, List<StoredSlot> slots) {
    edits.check(settings, slots);
    machine.change(settings, slots);
  }

  private List<List<StoredSlot>> slots(List<MachineSettings> listing) {
    return store.writeNow(tx -> SlotStore.openAll(tx, listing, timers.clock()));
  }

  /** Which machines this appliance sends orders to. */
  public Owners owners() {
    return store.owners();
  }

  /**
   * This appliance owns a machine now, or does not any more: opens its board, or closes it once the
   * order in flight has ended. May be called on any thread; does not block. The future completes
   * when that has begun.
   */
  public CompletableFuture<Void> ownerChanged(String id) {
    byId(id).ifPresent(this::expectBoard);
    // Whoever changes machines has the lock, and waits for the thread that calls this.
    return CompletableFuture.runAsync(() -> byId(id).ifPresent(boards::follow));
  }

  /**
   * This appliance may have lost what it owns without knowing it, or is certain of it again: closes
   * all boards as {@link #ownerChanged} does, or opens its own.
   */
  void certain(boolean certain) {
    boards.setCertain(certain);
    ownIds().forEach(this::ownerChanged);
  }

  /** What others have said of their machines may not be so any more. */
  void showUnknown() {
    all().stream()
        .filter(machine -> !owners().owns(machine.id()))
        .forEach(machine -> machine.board().showUnknown());
  }

  /** What the former owner has said of the board does not hold for this appliance. */
  void expectBoard(Machine machine) {
    if (owners().owns(machine.id()) && boards.isCertain() && register.own().contains(machine)) {
      machine.board().forgetElsewhere(boards.prospect(machine));
    }
  }

  /** Whether the machine is had by whoever its board dials. */
  boolean followsLink(Machine machine) {
    return boards.followsLink(machine);
  }

  /** Leaves a machine to another appliance, with which its board has a link and not here. */
  void leave(Machine machine) {
    boards.leave(machine);
  }

  /**
   * Releases the driver of a model: the orders in flight end, and the boards are closed. The future
   * completes when no machine uses the driver.
   */
  public synchronized CompletableFuture<Void> detach(String model) {
    boards.detach(model);
    boards.findSameBoards();
    return CompletableFuture.allOf(
        register.all().stream()
            .filter(
                machine ->
                    machine.board().isDriven() && machine.settings().board().driver().equals(model))
            .map(machine -> machine.board().detach())
            .toArray(CompletableFuture[]::new));
  }

  /** One timer for all machines, however often a driver is attached. */
  private synchronized void checkDrivers() {
    nextCheck.cancel();
    if (!boards.isClosed()) {
      register.all().forEach(machine -> machine.board().checkDriver());
      nextCheck = timers.after(CHECK_EVERY, this::checkDrivers);
    }
  }

  /**
   * Counts one can as fallen, in the transaction in which it is charged.
   *
   * @return the slot's number, when that is done
   */
  public Pending<Integer> takeOne(Transaction tx, String machine, int slot) throws SQLException {
    return SlotStore.takeOne(
        tx,
        machine,
        slot,
        after -> {
          // After one that nobody had counted it is published once more that the slot is empty.
          slots.follow(tx, machine, after::beforeOneFell, after);
          return after.number();
        });
  }

  /** Publishes a change of the books. */
  void publish(Event event, long number) {
    sink.written(event, number);
  }

  /**
   * Edits a slot of the machine. Completes when that is on disk and visible.
   *
   * @param edit makes what it is to be of what it is; called on the store's thread
   * @param actor who does it
   */
  public CompletableFuture<Void> edit(
      Machine machine, int slot, UnaryOperator<SlotEdit> edit, String actor) {
    return edit(machine, Map.of(slot, edit), actor).thenAccept(edited -> {});
  }

  /**
   * A slot before and after an edit.
   *
   * @param before what was set in it
   * @param after what is set in it now
   */
  public record EditedSlot(int number, SlotEdit before, SlotEdit after) {}

  /**
   * Edits several slots of the machine, all or none. Completes when that is on disk and visible.
   *
   * @param edits by the numbers of their slots, as for {@link #edit(Machine, int, UnaryOperator,
   *     String)}; one that returns what it is given leaves its slot alone
   * @return the slots that were edited, by number; nothing is written of those that are as before
   */
  public CompletableFuture<List<EditedSlot>> edit(
      Machine machine, Map<Integer, UnaryOperator<SlotEdit>> edits, String actor) {
    return store.write(
        tx -> {
          List<EditedSlot> edited = new ArrayList<>();
          for (Map.Entry<Integer, UnaryOperator<SlotEdit>> edit : new TreeMap<>(edits).entrySet()) {
            slotEdits
                .edit(tx, machine.id(), edit.getKey(), edit.getValue(), actor)
                .ifPresent(edited::add);
          }
          return edited;
        });
  }

  /**
   * What the machine's slots have cost, newest first; from the books.
   *
   * @param most how many prices at most
   */
  public CompletableFuture<List<SlotPrice>> prices(Machine machine, int most) {
    return store.readAlone(tx -> SlotStore.prices(tx, machine.id(), most));
  }

  /**
   * Takes a machine out of service, or says anew why it is. Completes when that is on disk and
   * visible; it outlasts a restart.
   *
   * @param actor who does it
   */
  public CompletableFuture<Void> takeOutOfService(Machine machine, String reason, String actor) {
    return store.write(
        tx -> services.takeOut(tx, machine.id(), reason, audit, timers.clock(), actor));
  }

  /** Puts a machine back into service, if it is not; otherwise as the other way. */
  public CompletableFuture<Void> putBackIntoService(Machine machine, String actor) {
    return store.write(tx -> services.putBack(tx, machine.id(), audit, actor));
  }

  /** The appliance stops: as {@link Owners#giveUp} once the board is closed; none opens again. */
  public CompletableFuture<Void> release(Machine machine) {
    return boards.giveUp(machine);
  }

  /** Closes all boards; the future completes when the last link is closed. */
  public synchronized CompletableFuture<Void> close() {
    boards.close();
    nextCheck.cancel();
    return CompletableFuture.allOf(
        register.all().stream()
            .map(machine -> machine.board().close())
            .toArray(CompletableFuture[]::new));
  }
}
