package io.drinkd.appliance.machine;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The slots of one machine: their rows in the store, corrected by the last report of the board's
 * sensors. Safe for several threads; queries are answered from memory.
 */
final class MachineSlots {

  private final String machine;
  private final Supplier<EventSink> sink;
  private final SlotDifferences differences;
  // Guarded by this.
  private final Map<Integer, StoredSlot> stored = new HashMap<>();
  private final Map<Integer, Boolean> loaded = new HashMap<>();

  private volatile List<Slot> seen;

  /**
   * @param listed the slots that the machine's file lists
   * @param sink gets what changes
   */
  MachineSlots(String machine, List<StoredSlot> listed, Supplier<EventSink> sink) {
    this.machine = machine;
    this.sink = sink;
    this.differences = new SlotDifferences(machine);
    listed.forEach(slot -> stored.put(slot.number(), slot));
    seen = compute();
  }

  /** All of them, by number. */
  List<Slot> all() {
    return seen;
  }

  /** One of them. */
  Optional<Slot> find(int number) {
    return seen.stream().filter(slot -> slot.number() == number).findFirst();
  }

  /** A row of the store, corrected by the sensor's last report. */
  synchronized Slot seen(StoredSlot slot) {
    return slot.seenBy(Optional.ofNullable(loaded.get(slot.number())));
  }

  /** Replaces the slots by those that the machine's file lists now. */
  synchronized void list(List<StoredSlot> listed) {
    stored.clear();
    listed.forEach(slot -> stored.put(slot.number(), slot));
    refresh(event -> sink.get().happened(event));
  }

  /**
   * Updates a slot. One that the file no longer lists is not sold again.
   *
   * @param published whether it is published what that changes
   */
  synchronized void store(StoredSlot slot, boolean published) {
    if (stored.replace(slot.number(), slot) == null) {
      return;
    }
    List<Slot> all = new ArrayList<>(seen);
    all.replaceAll(old -> old.number() == slot.number() ? seen(slot) : old);
    Optional<Event> changed = find(slot.number()).flatMap(old -> change(old, seen(slot)));
    seen = List.copyOf(all);
    if (published) {
      changed.ifPresent(event -> sink.get().written(event, 0));
    }
  }

  /** What is to be published of another row of the store, if anything. */
  synchronized Optional<Event> change(StoredSlot before, StoredSlot after) {
    return stored.containsKey(after.number())
        ? change(seen(before), seen(after))
        : Optional.empty();
  }

  private Optional<Event> change(Slot before, Slot after) {
    if (!before.state().equals(after.state())) {
      return Optional.of(new Event.SlotChanged(machine, after.number(), after.state()));
    }
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(new Event.StockChanged(machine, after.number()));
  }

  /** The board's sensors report this. Most reports say what is known, as one follows each drop. */
  synchronized void report(Map<Integer, Boolean> reported) {
    differences.check(stored.keySet(), reported.keySet());
    if (learn(reported)) {
      refresh(event -> sink.get().happened(event));
    }
  }

  /** Whether that says anything new of a slot that the file lists. */
  private boolean learn(Map<Integer, Boolean> reported) {
    boolean isNew = false;
    for (Map.Entry<Integer, Boolean> each : reported.entrySet()) {
      isNew |=
          stored.containsKey(each.getKey())
              && !each.getValue().equals(loaded.put(each.getKey(), each.getValue()));
    }
    loaded.keySet().retainAll(stored.keySet());
    return isNew;
  }

  /** What the sensors have last reported, by slot. */
  synchronized Map<Integer, Boolean> sensed() {
    return Map.copyOf(loaded);
  }

  /** The sensors are those of another board. */
  synchronized void forget() {
    loaded.clear();
    refresh(event -> sink.get().happened(event));
  }

  /** Another appliance has had this report, and has published it. */
  synchronized void show(Map<Integer, Boolean> reported) {
    loaded.clear();
    loaded.putAll(reported);
    loaded.keySet().retainAll(stored.keySet());
    refresh(event -> {});
  }

  /** Recomputes the slots and reports those that have changed. */
  private void refresh(Consumer<Event> changed) {
    Map<Integer, Slot> before = new HashMap<>();
    seen.forEach(slot -> before.put(slot.number(), slot));
    seen = compute();
    for (Slot slot : seen) {
      Slot old = before.get(slot.number());
      if (old == null) {
        changed.accept(new Event.SlotChanged(machine, slot.number(), slot.state()));
      } else {
        change(old, slot).ifPresent(changed);
      }
    }
  }

  private List<Slot> compute() {
    List<Slot> all = new ArrayList<>(stored.size());
    stored.values().forEach(slot -> all.add(seen(slot)));
    all.sort(Comparator.comparingInt(Slot::number));
    return List.copyOf(all);
  }
}
