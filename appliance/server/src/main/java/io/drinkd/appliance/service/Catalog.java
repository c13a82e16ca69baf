package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.drop.Dispatcher;
import io.drinkd.appliance.drop.OwnerlessDrops;
import io.drinkd.appliance.drop.OwnerlessDrops.OwnerlessDrop;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.LinkWatch;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.OutOfService;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.store.Store;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** The machines of the house: which there are, their boards' links, and whether they serve. */
public final class Catalog {

  /** Each board has a logger of its own, named after its machine. */
  private static final String BOARD_LOGGERS = "io.drinkd.board.";

  private final Machines machines;
  private final String appliance;
  private final Store store;
  private final AuditLog audit;
  private final Optional<Dispatcher> dispatcher;

  /**
   * @param appliance the name of this one
   * @param dispatcher empty where the books alone are open
   */
  Catalog(Foundation foundation, String appliance, Optional<Dispatcher> dispatcher) {
    this.machines = foundation.machines();
    this.appliance = appliance;
    this.store = foundation.store();
    this.audit = foundation.audit();
    this.dispatcher = dispatcher;
  }

  /** The drops that stay as they are until an appliance takes their machine, oldest first. */
  public CompletableFuture<List<OwnerlessDrop>> ownerlessDrops(Admin admin) {
    return answered(OwnerlessDrops.list(store));
  }

  /** All machines, by id; from memory. */
  public Collection<? extends MachineView> all() {
    return machines.all();
  }

  /**
   * The name of the appliance that has the machine, this one or another; empty if none has, or it
   * is not known, because the bank is away.
   */
  public Optional<String> appliance(MachineView machine) {
    return machine
        .otherAppliance()
        .or(() -> Optional.of(appliance).filter(here -> hasHere(machine)));
  }

  private boolean hasHere(MachineView machine) {
    return store.owners().isCertain() && store.owners().owns(machine.id());
  }

  /**
   * The machine of that id or alias, exact case; from memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}; its detail names those that there are
   */
  public MachineView machine(String idOrAlias) {
    return find(idOrAlias);
  }

  /**
   * The machine that a person means: the one of that id or alias, or else one whose id, alias or
   * name that is whatever the case; from memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}; its detail names those that there are
   */
  public MachineView called(String word) {
    return machines
        .find(word)
        .or(() -> machines.all().stream().filter(one -> isCalled(one, word)).findFirst())
        .orElseThrow(() -> noSuchMachine(word));
  }

  private static boolean isCalled(Machine machine, String word) {
    return machine.id().equalsIgnoreCase(word)
        || machine.name().equalsIgnoreCase(word)
        || machine.settings().aliases().stream().anyMatch(word::equalsIgnoreCase);
  }

  /**
   * The slots of a machine that a person means by a number, or by the name of a drink, three
   * letters of it at least: one, or all with the same drink; from memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_SLOT}; its detail says what else was found
   */
  public List<Slot> slotsCalled(MachineView machine, String word) {
    return DrinkNames.find(machine.id(), machine.slots(), word);
  }

  /** What people call a machine; the id itself where there is no such machine any more. */
  public String nameOf(String id) {
    return machines.all().stream()
        .filter(machine -> machine.id().equals(id))
        .map(Machine::name)
        .findFirst()
        .orElse(id);
  }

  /** The ids of all machines, with blanks between; from memory. */
  public String ids() {
    return machines.all().stream().map(Machine::id).collect(Collectors.joining(" "));
  }

  /** The machine whose public address clients use to reach it; from memory. */
  public Optional<? extends MachineView> at(InetAddress address) {
    Optional<String> text = Optional.of(address.getHostAddress());
    return machines.all().stream()
        .filter(machine -> machine.settings().publicAddress().equals(text))
        .findFirst();
  }

  /**
   * Shows what is sent and received on a machine's link from now on, passwords masked.
   *
   * @param machine its id or alias
   * @param listener called on the machine's thread, a line each; must not block
   * @return ends it
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}; {@link Refusal#BOARD_AWAY} if another
   *     appliance has the machine, and its board no link here
   */
  public LinkWatch watchLink(Admin admin, String machine, Consumer<String> listener) {
    Machine found = find(machine);
    requireLink(found);
    return found.watchLink(listener);
  }

  /**
   * Does nothing if a machine's link can be watched here.
   *
   * @param machine its id or alias
   * @throws RefusedException as {@link #watchLink}
   */
  public void requireLink(Admin admin, String machine) {
    requireLink(find(machine));
  }

  private static void requireLink(Machine machine) {
    Optional<String> other = machine.otherAppliance().filter(name -> !machine.isDriven());
    if (other.isPresent()) {
      throw new RefusedException(
          Refusal.BOARD_AWAY,
          "appliance \"" + other.get() + "\" has the machine; its link can be watched there");
    }
  }

  /**
   * What was last sent and received on a machine's link, passwords masked: a line each, oldest
   * first, that begins with the time in UTC; from memory, so empty after a restart.
   *
   * @param machine its id or alias
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public List<String> lastTraffic(Admin admin, String machine) {
    return find(machine).lastTraffic();
  }

  /**
   * Sets how much is logged of what a machine's board sends and is sent, until the appliance stops.
   * Completes when it is so, and the audit says by whom.
   *
   * @param machine its id or alias
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public CompletableFuture<Void> logBoard(Admin admin, String machine, Level level) {
    String id = find(machine).id();
    String logger = BOARD_LOGGERS + id;
    return answered(
        store.write(
            tx -> {
              audit.record(
                  tx,
                  admin.actor(),
                  Act.LOG_LEVEL.of(id),
                  List.of(Trait.TEXT.of(LogManager.getLogger(logger).getLevel())),
                  List.of(Trait.TEXT.of(level)));
              tx.afterCommit(
                  () -> {
                    Configurator.setLevel(logger, level);
                    admin.did("log-board", "machine", id, "level", level);
                  });
              return null;
            }));
  }

  Machine find(String idOrAlias) {
    return machines.find(idOrAlias).orElseThrow(() -> noSuchMachine(idOrAlias));
  }

  private RefusedException noSuchMachine(String word) {
    return new RefusedException(
        Refusal.NO_SUCH_MACHINE,
        "there is no machine " + Printable.quoted(word) + "; there are: " + ids());
  }

  /**
   * Takes a machine out of service, or says anew why it is. It takes no orders then but those of
   * admins, who may try it, and those that wait or are delayed are called off, but for admins' own.
   * It stays so over a restart. Completes when that is on disk and seen by everyone, and the orders
   * are off.
   *
   * @param machine its id or alias
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public CompletableFuture<Void> outOfService(Admin admin, String machine, Remark reason) {
    Machine found = find(machine);
    return answered(
        machines
            .takeOutOfService(found, reason.text(), admin.actor())
            .thenRun(
                () -> admin.did(OutOfService.WORD, "machine", found.id(), "reason", reason.text()))
            .thenCompose(
                done ->
                    dispatcher
                        .map(orders -> orders.endOutOfService(found))
                        .orElseGet(() -> CompletableFuture.completedFuture(null))));
  }

  /**
   * Puts a machine back into service, if it is not. Completes when that is on disk and seen by
   * everyone.
   *
   * @param machine its id or alias
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public CompletableFuture<Void> inService(Admin admin, String machine) {
    Machine found = find(machine);
    return answered(
        machines
            .putBackIntoService(found, admin.actor())
            .thenRun(() -> admin.did("in-service", "machine", found.id())));
  }
}
