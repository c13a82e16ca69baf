package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs, once each, what a machine's file says of a slot and the books do not: once they know a
 * slot, they keep its item, price and count. A count that differs is an edit only if the file had
 * another one before, because drinks are sold. To be used by one thread at a time.
 */
final class OverruledEdits {

  private static final Logger LOG = LoggerFactory.getLogger(OverruledEdits.class);

  /** What the files said last, by machine. */
  private final Map<String, List<SlotSettings>> known = new HashMap<>();

  /**
   * @param stored the same slots as the books have them, by number as those of the file
   */
  void check(MachineSettings machine, List<StoredSlot> stored) {
    List<SlotSettings> before = known.getOrDefault(machine.id(), List.of());
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      SlotSettings slot = machine.slots().get(i);
      addCommands(commands, slot, last(before, slot.slot()), stored.get(i));
    }
    known.put(machine.id(), machine.slots());
    if (!commands.isEmpty()) {
      LOG.info(
          "machine {}: its file and the books differ, and the books count; an admin changes them,"
              + " after MACHINE {}, with: {}",
          machine.id(),
          machine.id(),
          String.join(", ", commands));
    }
  }

  private static Optional<SlotSettings> last(List<SlotSettings> before, int number) {
    // Not by a stream: the first start comes here for each slot of a thousand machines.
    for (SlotSettings slot : before) {
      if (slot.slot() == number) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
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
