package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The slots' rows in the store, and the stock moves that their numbers are the sums of. */
final class SlotStore {

  private SlotStore() {}

  /** Reads the slots that the configuration lists; new ones are stored. */
  static List<StoredSlot> open(Transaction tx, MachineSettings machine, Clock clock)
      throws SQLException {
    Map<Integer, StoredSlot> stored = new HashMap<>();
    tx.list(
        "SELECT number, item, price, count, dropped, enabled FROM slot WHERE machine = ?",
        row -> stored.put(row.getInt(1), read(row)),
        machine.id());
    return listed(tx, machine, stored, clock);
  }

  /** The same for several machines at once, in their order. */
  static List<List<StoredSlot>> openAll(Transaction tx, List<MachineSettings> machines, Clock clock)
      throws SQLException {
    Map<String, Map<Integer, StoredSlot>> stored = new HashMap<>();
    tx.list(
        "SELECT number, item, price, count, dropped, enabled, machine FROM slot",
        row ->
            stored
                .computeIfAbsent(row.getString(7), id -> new HashMap<>())
                .put(row.getInt(1), read(row)));
    List<List<StoredSlot>> listed = new ArrayList<>(machines.size());
    for (MachineSettings machine : machines) {
      listed.add(listed(tx, machine, stored.getOrDefault(machine.id(), Map.of()), clock));
    }
    return listed;
  }

  private static List<StoredSlot> listed(
      Transaction tx, MachineSettings machine, Map<Integer, StoredSlot> stored, Clock clock)
      throws SQLException {
    List<SlotSettings> added =
        machine.slots().stream().filter(slot -> !stored.containsKey(slot.slot())).toList();
    add(tx, machine.id(), added, clock);
    List<StoredSlot> listed = new ArrayList<>();
    for (SlotSettings slot : machine.slots()) {
      StoredSlot fresh =
          new StoredSlot(slot.slot(), slot.item(), slot.price(), slot.count(), 0, true);
      listed.add(stored.getOrDefault(slot.slot(), fresh));
    }
    listed.sort(Comparator.comparingInt(StoredSlot::number));
    return listed;
  }

  /** All slots of a machine at once: a statement for each of thousands delays a first start. */
  private static void add(Transaction tx, String machine, List<SlotSettings> slots, Clock clock)
      throws SQLException {
    List<Object> added = new ArrayList<>();
    List<Object> moves = new ArrayList<>();
    for (SlotSettings slot : slots) {
      added.addAll(List.of(machine, slot.slot(), slot.item(), slot.price()));
      if (slot.count() > 0) {
        moves.addAll(
            List.of(machine, slot.slot(), slot.count(), 0, clock.millis(), "configuration"));
      }
    }
    insert(tx, "slot (machine, number, item, price)", 4, added);
    insert(tx, "stock_move (machine, slot, count_change, dropped_change, at, actor)", 6, moves);
  }

  private static void insert(Transaction tx, String columns, int width, List<Object> values)
      throws SQLException {
    if (!values.isEmpty()) {
      String row = "(" + String.join(", ", Collections.nCopies(width, "?")) + ")";
      String rows = String.join(", ", Collections.nCopies(values.size() / width, row));
      tx.update("INSERT INTO " + columns + " VALUES " + rows, values.toArray());
    }
  }

  /**
   * One can has fallen. A count of 0 stays 0: the can had never been counted.
   *
   * @return the slot after it
   */
  static StoredSlot takeOne(
      Transaction tx, String machine, int number, long dropId, Clock clock, String actor)
      throws SQLException {
    StoredSlot before = read(tx, machine, number);
    long countChange = before.count() > 0 ? -1 : 0;
    move(tx, machine, number, countChange, 1, dropId, clock, actor);
    return before.moved(countChange, 1);
  }

  /**
   * Sets a slot: the numbers by one move of the differences, so that they stay the sum of the
   * moves.
   */
  static StoredSlot edit(
      Transaction tx, String machine, StoredSlot before, SlotEdit edit, Clock clock, String actor)
      throws SQLException {
    tx.update(
        "UPDATE slot SET item = ?, price = ?, enabled = ? WHERE machine = ? AND number = ?",
        edit.item(),
        edit.price(),
        edit.enabled(),
        machine,
        before.number());
    long countChange = edit.count() - before.count();
    long droppedChange = edit.dropped() - before.dropped();
    if (countChange != 0 || droppedChange != 0) {
      move(tx, machine, before.number(), countChange, droppedChange, null, clock, actor);
    }
    return read(tx, machine, before.number());
  }

  static StoredSlot read(Transaction tx, String machine, int number) throws SQLException {
    return tx.first(
            """
            SELECT number, item, price, count, dropped, enabled FROM slot
            WHERE machine = ? AND number = ?\
            """,
            SlotStore::read,
            machine,
            number)
        .orElseThrow(() -> new IllegalArgumentException("no slot " + machine + " " + number));
  }

  private static void move(
      Transaction tx,
      String machine,
      int number,
      long countChange,
      long droppedChange,
      Long dropId,
      Clock clock,
      String actor)
      throws SQLException {
    tx.update(
        """
        INSERT INTO stock_move (machine, slot, count_change, dropped_change, drop_id, at, actor)
        VALUES (?, ?, ?, ?, ?, ?, ?)\
        """,
        machine,
        number,
        countChange,
        droppedChange,
        dropId,
        clock.millis(),
        actor);
  }

  private static StoredSlot read(ResultSet row) throws SQLException {
    return new StoredSlot(
        row.getInt(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getBoolean(6));
  }
}
