package io.drinkd.appliance.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The slots of one machine: what the store has of them, seen with the last word of the board's
 * sensors. Safe for several threads; what is asked is answered from memory.
 */
final class MachineSlots {

  private final Consumer<Slot> changed;
  private final SlotDifferences differences;
  // Guarded by this.
  private final Map<Integer, StoredSlot> stored = new HashMap<>();
  private final Map<Integer, Boolean> loaded = new HashMap<>();

  private volatile List<Slot> seen;

  /**
   * @param listed the slots that the machine's file lists
   * @param changed told of each slot that has another state from then on; must not block
   */
  MachineSlots(String machine, List<StoredSlot> listed, Consumer<Slot> changed) {
    this.changed = changed;
    this.differences = new SlotDifferences(machine);
    listed.forEach(slot -> stored.put(slot.number(), slot));
    seen = see();
  }

  /** All of them, by number. */
  List<Slot> all() {
    return seen;
  }

  /** One of them. */
  Optional<Slot> find(int number) {
    return seen.stream().filter(slot -> slot.number() == number).findFirst();
  }

  /** A slot as it was in the store, seen with the sensor's last word. */
  synchronized Slot seen(StoredSlot slot) {
    return slot.seenBy(Optional.ofNullable(loaded.get(slot.number())));
  }

  /** The machine's file lists these now. */
  synchronized void list(List<StoredSlot> listed) {
    stored.clear();
    listed.forEach(slot -> stored.put(slot.number(), slot));
    look();
  }

  /** The store has this of a slot now. One that the file lists no more is not sold again. */
  synchronized void store(StoredSlot slot) {
    stored.replace(slot.number(), slot);
    look();
  }

  /** The board's sensors say this. */
  synchronized void report(Map<Integer, Boolean> reported) {
    differences.look(stored.keySet(), reported.keySet());
    loaded.putAll(reported);
    loaded.keySet().retainAll(stored.keySet());
    look();
  }

  /** Sees the slots anew and tells which have another state. */
  private void look() {
    List<Slot> before = seen;
    seen = see();
    for (Slot slot : seen) {
      boolean same =
          before.stream()
              .anyMatch(old -> old.number() == slot.number() && old.state().equals(slot.state()));
      if (!same) {
        changed.accept(slot);
      }
    }
  }

  private List<Slot> see() {
    List<Slot> all = new ArrayList<>(stored.size());
    stored.values().forEach(slot -> all.add(seen(slot)));
    all.sort(Comparator.comparingInt(Slot::number));
    return List.copyOf(all);
  }
}
