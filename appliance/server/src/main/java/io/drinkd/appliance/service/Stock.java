package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.Machines.EditedSlot;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.machine.SlotPrice;
import io.drinkd.appliance.machine.StockLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is sold in the machines' slots, for how much, and how many are in them. */
public final class Stock {

  /** The most prices of one answer. */
  public static final int PRICES_MAX = 500;

  private final Catalog catalog;
  private final Machines machines;

  Stock(Catalog catalog, Machines machines) {
    this.catalog = catalog;
    this.machines = machines;
  }

  /**
   * Sets a slot. Completes when that is on disk and seen by everyone.
   *
   * @param machine its id or alias
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}, {@link Refusal#NO_SUCH_SLOT}
   */
  public CompletableFuture<Void> edit(Admin admin, String machine, int slot, SlotEdit edit) {
    return edit(
        new Place(admin, catalog.find(machine), slot),
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
   * Changes several things of a slot at once; otherwise as {@link #edit}.
   *
   * <p>Fails with a {@link RefusedException} if something is out of range; nothing changes then.
   */
  public CompletableFuture<Void> change(Admin admin, String machine, int slot, SlotChange change) {
    Place place = new Place(admin, catalog.find(machine), slot);
    return edit(place, change::of, "change-slot", change.pairs());
  }

  /**
   * Sets what is sold in a slot; otherwise as {@link #edit}.
   *
   * <p>Fails with {@link Refusal#INVALID_ITEM} if it cannot be so.
   */
  public CompletableFuture<Void> setItem(Admin admin, String machine, int slot, String item) {
    Place place = new Place(admin, catalog.find(machine), slot);
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
    Place place = new Place(admin, catalog.find(machine), slot);
    return edit(place, before -> before.withPrice(price), "set-price", "price", price);
  }

  /**
   * Whether a price is as prices are in this house now, see {@link Usual}; from memory.
   *
   * @param price whole credits, 0 or more
   */
  public boolean isUsualPrice(Admin admin, long price) {
    long dearest =
        machines.all().stream()
            .flatMap(machine -> machine.slots().stream())
            .mapToLong(Slot::price)
            .max()
            .orElse(0);
    return Usual.is(price, dearest);
  }

  /** Puts a slot on sale, or takes it off; otherwise as {@link #edit}. */
  public CompletableFuture<Void> setEnabled(
      Admin admin, String machine, int slot, boolean enabled) {
    Place place = new Place(admin, catalog.find(machine), slot);
    return edit(place, before -> before.withEnabled(enabled), "set-enabled", "enabled", enabled);
  }

  /**
   * Sets how many a slot holds, which is how many are in it once it is filled; otherwise as {@link
   * #edit}.
   *
   * <p>Fails with {@link Refusal#INVALID_QUANTITY} if it is out of range, or below what is in it.
   */
  public CompletableFuture<Void> setCapacity(Admin admin, String machine, int slot, long capacity) {
    Place place = new Place(admin, catalog.find(machine), slot);
    return edit(
        place,
        before -> before.withLimits(new StockLimits(capacity, before.limits().orElseThrow().low())),
        "set-capacity",
        "capacity",
        capacity);
  }

  /**
   * Sets with how many left a slot's stock is low; otherwise as {@link #edit}.
   *
   * <p>Fails with {@link Refusal#INVALID_QUANTITY} if it is out of range.
   */
  public CompletableFuture<Void> setLow(Admin admin, String machine, int slot, long low) {
    Place place = new Place(admin, catalog.find(machine), slot);
    return edit(
        place,
        before -> before.withLimits(new StockLimits(before.limits().orElseThrow().capacity(), low)),
        "set-low",
        "low",
        low);
  }

  /**
   * What the slots of a machine have cost, newest first: the prices of now, and those before.
   *
   * @param machine its id or alias
   * @param most how many prices, from 1 to {@link #PRICES_MAX}
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE} or {@link Refusal#INVALID_COUNT}
   */
  public CompletableFuture<List<SlotPrice>> prices(Admin admin, String machine, int most) {
    Page.requireCount(most, PRICES_MAX);
    return answered(machines.prices(catalog.find(machine), most));
  }

  /**
   * A slot that was filled.
   *
   * @param before how many were in it
   * @param after how many are in it now, as counted
   * @param shown how many are shown now: another number if the board sees otherwise, see {@link
   *     Slot#overruled}
   */
  public record Restocked(int slot, String item, long before, long after, long shown) {
    /** Whether it had another number before. */
    public boolean changed() {
      return before != after;
    }

    /** Whether the board sees otherwise than was counted. */
    public boolean overruled() {
      return shown != after;
    }
  }

  /**
   * Sets how many are in several slots, as somebody has counted who filled them, all or none. What
   * a slot cannot hold is a mistake.
   *
   * @param machine its id or alias
   * @param counts by the numbers of the slots
   * @return the same slots, by number, once on disk. Fails with {@link Refusal#INVALID_QUANTITY}
   *     for more than a slot holds
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}, {@link Refusal#NO_SUCH_SLOT} or
   *     {@link Refusal#INVALID_QUANTITY}
   */
  public CompletableFuture<List<Restocked>> restock(
      Admin admin, String machine, Map<Integer, Long> counts) {
    return setCounts(
        admin,
        machine,
        counts,
        (slot, wanted) -> SlotChange.requireRoom(wanted, Integer.toString(slot)));
  }

  /**
   * All for which {@link #restock} would refuse so many, by the numbers of the slots; it refuses
   * for the first.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public List<RefusedException> mistakes(Admin admin, String machine, Map<Integer, Long> counts) {
    Machine found = catalog.find(machine);
    List<RefusedException> mistakes = new ArrayList<>();
    new TreeMap<>(counts)
        .forEach(
            (slot, count) -> {
              try {
                requireSlot(found, slot);
                requireCount(slot, count);
                SlotChange.requireRoom(counted(found, slot, count), Integer.toString(slot));
              } catch (RefusedException e) {
                mistakes.add(e);
              }
            });
    return mistakes;
  }

  private static SlotEdit counted(Machine machine, int number, long count) {
    Slot slot = machine.slot(number).orElseThrow();
    return new SlotEdit(
        slot.item(),
        slot.price(),
        count,
        slot.dropped(),
        slot.enabled(),
        Optional.of(slot.limits()));
  }

  /**
   * As {@link #restock} for whoever says what a slot holds afterwards, if at all, as clients have
   * always done: more than it holds is kept.
   */
  public CompletableFuture<List<Restocked>> setCounts(
      Admin admin, String machine, Map<Integer, Long> counts) {
    return setCounts(admin, machine, counts, (slot, wanted) -> wanted);
  }

  private CompletableFuture<List<Restocked>> setCounts(
      Admin admin,
      String machine,
      Map<Integer, Long> counts,
      BiFunction<Integer, SlotEdit, SlotEdit> check) {
    Machine found = catalog.find(machine);
    Map<Integer, UnaryOperator<SlotEdit>> edits = new HashMap<>();
    counts.forEach(
        (slot, count) -> {
          requireSlot(found, slot);
          requireCount(slot, count);
          edits.put(slot, before -> check.apply(slot, before.withCount(count)));
        });
    return restockAll(admin, found, edits);
  }

  /**
   * Sets how many are in each slot to as many as it holds, but for those with more in them; all or
   * none.
   *
   * @param machine its id or alias
   * @return the slots in which something has changed, by number, once on disk
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public CompletableFuture<List<Restocked>> fill(Admin admin, String machine) {
    Machine found = catalog.find(machine);
    Map<Integer, UnaryOperator<SlotEdit>> edits = new HashMap<>();
    found.slots().forEach(slot -> edits.put(slot.number(), Stock::filled));
    return restockAll(admin, found, edits);
  }

  private static SlotEdit filled(SlotEdit slot) {
    long capacity = slot.limits().orElseThrow().capacity();
    return slot.count() < capacity ? slot.withCount(capacity) : slot;
  }

  private CompletableFuture<List<Restocked>> restockAll(
      Admin admin, Machine machine, Map<Integer, UnaryOperator<SlotEdit>> edits) {
    return answered(
        machines
            .edit(machine, edits, admin.actor())
            .thenApply(edited -> edited.stream().map(one -> restocked(machine, one)).toList())
            .thenApply(
                restocked -> {
                  restocked.stream()
                      .filter(Restocked::changed)
                      .forEach(
                          slot ->
                              admin.did(
                                  "restock",
                                  "machine",
                                  machine.id(),
                                  "slot",
                                  slot.slot,
                                  "quantity",
                                  slot.after));
                  return restocked;
                }));
  }

  private static Restocked restocked(Machine machine, EditedSlot edited) {
    long counted = edited.after().count();
    return new Restocked(
        edited.number(),
        edited.after().item(),
        edited.before().count(),
        counted,
        machine.slot(edited.number()).map(Slot::available).orElse(counted));
  }

  private record Place(Admin admin, Machine machine, int slot) {}

  /**
   * @param verb how the log names what was done
   * @param pairs what was set, for the log
   */
  private CompletableFuture<Void> edit(
      Place place, UnaryOperator<SlotEdit> edit, String verb, Object... pairs) {
    String machine = place.machine.id();
    requireSlot(place.machine, place.slot);
    Stream<Object> where = Stream.of("machine", machine, "slot", place.slot);
    Object[] done = Stream.concat(where, Stream.of(pairs)).toArray();
    return answered(
        machines
            .edit(
                place.machine,
                place.slot,
                before -> SlotChange.requireCapacity(before, edit.apply(before)),
                place.admin.actor())
            .thenRun(() -> place.admin.did(verb, done)));
  }

  private static void requireCount(int slot, long count) {
    try {
      SlotEdit.requireCount(count);
    } catch (RefusedException e) {
      throw e.about(Integer.toString(slot));
    }
  }

  private static void requireSlot(Machine machine, int slot) {
    if (machine.slot(slot).isEmpty()) {
      throw new RefusedException(Refusal.NO_SUCH_SLOT, machine.id() + " has no slot " + slot);
    }
  }
}
