package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs, once each, what a machine's file says of a slot and the books do not: once they know a
 * slot, they keep its item, price and count. A count that differs is an edit only if the file had
 * another one before, because drinks are sold. To be used by one thread at a time.
 */
final class OverruledEdits {

  private static final Logger LOG = LoggerFactory.getLogger(OverruledEdits.class);

  /** What the files said last, by machine and slot. */
  private final Map<String, Map<Integer, SlotSettings>> known = new HashMap<>();

  /**
   * @param stored the same slots as the books have them
   */
  void check(MachineSettings machine, List<StoredSlot> stored) {
    Map<Integer, StoredSlot> books =
        stored.stream().collect(Collectors.toMap(StoredSlot::number, slot -> slot));
    Map<Integer, SlotSettings> before = known.getOrDefault(machine.id(), Map.of());
    List<String> commands = new ArrayList<>();
    Map<Integer, SlotSettings> now = new HashMap<>();
    for (SlotSettings slot : machine.slots()) {
      Optional<SlotSettings> last = Optional.ofNullable(before.get(slot.slot()));
      addCommands(commands, slot, last, books.get(slot.slot()));
      now.put(slot.slot(), slot);
    }
    known.put(machine.id(), now);
    if (!commands.isEmpty()) {
      LOG.info(
          "machine {}: its file and the books differ, and the books count; an admin changes them,"
              + " after MACHINE {}, with: {}",
          machine.id(),
          machine.id(),
          String.join(", ", commands));
    }
  }

  private static void addCommands(
      List<String> commands, SlotSettings slot, Optional<SlotSettings> last, StoredSlot books) {
    boolean newItem = last.filter(one -> one.item().equals(slot.item())).isEmpty();
    if (newItem && !slot.item().equals(books.item())) {
      commands.add(command("SETITEM", slot, quoted(slot.item()), books.item()));
    }
    boolean newPrice = last.filter(one -> one.price() == slot.price()).isEmpty();
    if (newPrice && slot.price() != books.price()) {
      commands.add(command("SETPRICE", slot, slot.price(), books.price()));
    }
    boolean newCount = last.filter(one -> one.count() != slot.count()).isPresent();
    if (newCount && slot.count() != books.count()) {
      commands.add(command("RESTOCK", slot, slot.count(), books.count()));
    }
  }

  private static String quoted(String item) {
    return item.indexOf(' ') < 0 ? item : '"' + item + '"';
  }

  private static String command(String verb, SlotSettings slot, Object wanted, Object present) {
    return verb + " " + slot.slot() + " " + wanted + " (now " + present + ")";
  }
}
