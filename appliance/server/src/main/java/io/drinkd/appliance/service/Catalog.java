package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.LinkWatch;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.store.Store;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** The machines of the house and what is sold in them. */
public final class Catalog {

  /** Each board has a logger of its own, named after its machine. */
  private static final String BOARD_LOGGERS = "io.drinkd.board.";

  private final Machines machines;
  private final Store store;
  private final AuditLog audit;

  Catalog(Machines machines, Store store, AuditLog audit) {
    this.machines = machines;
    this.store = store;
    this.audit = audit;
  }

  /** All machines, by id; from memory. */
  public Collection<? extends MachineView> all() {
    return machines.all();
  }

  /**
   * The machine of that id or alias, exact case; from memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}; its detail is the ids of those that
   *     there are, with blanks between
   */
  public MachineView machine(String idOrAlias) {
    return find(idOrAlias);
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
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public LinkWatch watchLink(Admin admin, String machine, Consumer<String> listener) {
    return find(machine).watchLink(listener);
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
    String what = "log level of the board of " + id;
    return answered(
        store.write(
            tx -> {
              audit.record(tx, admin.actor(), what, LogManager.getLogger(logger).getLevel(), level);
              tx.afterCommit(
                  () -> {
                    Configurator.setLevel(logger, level);
                    admin.did("log-board", "machine", id, "level", level);
                  });
              return null;
            }));
  }

  Machine find(String idOrAlias) {
    return machines
        .find(idOrAlias)
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.NO_SUCH_MACHINE,
                    machines.all().stream().map(Machine::id).collect(Collectors.joining(" "))));
  }

  /**
   * Sets a slot. Completes when that is on disk and seen by everyone.
   *
   * @param machine its id or alias
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}, {@link Refusal#NO_SUCH_SLOT}
   */
  public CompletableFuture<Void> edit(Admin admin, String machine, int slot, SlotEdit edit) {
    return edit(
        new Place(admin, find(machine), slot),
        before -> edit,
        "edit-slot",
        "item",
        edit.item(),
        "price",
        edit.price(),
        "quantity",
        edit.count(),
        "dropped",
        edit.dropped(),
        "enabled",
        edit.enabled());
  }

  /**
   * Sets what is sold in a slot; otherwise as {@link #edit}.
   *
   * <p>Fails with {@link Refusal#INVALID_ITEM} if it cannot be so.
   */
  public CompletableFuture<Void> setItem(Admin admin, String machine, int slot, String item) {
    Place place = new Place(admin, find(machine), slot);
    return edit(place, before -> before.withItem(item), "set-item", "item", item);
  }

  /**
   * Sets what a slot's drinks cost, from the next order on; otherwise as {@link #edit}.
   *
   * <p>Fails with {@link Refusal#INVALID_PRICE} if it is out of range.
   *
   * @param price whole credits; 0 is free
   */
  public CompletableFuture<Void> setPrice(Admin admin, String machine, int slot, long price) {
    Place place = new Place(admin, find(machine), slot);
    return edit(place, before -> before.withPrice(price), "set-price", "price", price);
  }

  /**
   * Sets how many are in a slot, as somebody has counted who filled it; otherwise as {@link #edit}.
   *
   * <p>Fails with {@link Refusal#INVALID_QUANTITY} if it is out of range.
   */
  public CompletableFuture<Void> restock(Admin admin, String machine, int slot, long count) {
    Place place = new Place(admin, find(machine), slot);
    return edit(place, before -> before.withCount(count), "restock", "quantity", count);
  }

  private record Place(Admin admin, Machine machine, int slot) {}

  /**
   * @param verb how the log names what was done
   * @param pairs what was set, for the log
   */
  private CompletableFuture<Void> edit(
      Place place, UnaryOperator<SlotEdit> edit, String verb, Object... pairs) {
    String machine = place.machine.id();
    if (place.machine.slot(place.slot).isEmpty()) {
      throw new RefusedException(Refusal.NO_SUCH_SLOT, machine + " has no slot " + place.slot);
    }
    Stream<Object> where = Stream.of("machine", machine, "slot", place.slot);
    Object[] done = Stream.concat(where, Stream.of(pairs)).toArray();
    return answered(
        machines
            .edit(place.machine, place.slot, edit, place.admin.actor())
            .thenRun(() -> place.admin.did(verb, done)));
  }
}
