package io.drinkd.appliance.machine;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Transaction.Then;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The slots' rows in the store, and the stock moves that their numbers are the sums of. */
final class SlotStore {

  /** How the books name the machine's file as the source of a slot. */
  private static final String CONFIGURATION = "configuration";

  private static final String COLUMNS =
      "number, item, price, count, dropped, enabled, capacity, low";

  /** The number of the first column behind them. */
  private static final int BEHIND = COLUMNS.split(",").length + 1;

  /** Until an admin says otherwise; what a new slot holds is what its file counts. */
  private static final long LOW_AT_FIRST = 3;

  private SlotStore() {}

  /** All slots that the books have of a machine, by number. */
  static List<StoredSlot> all(Transaction tx, String machine) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM slot WHERE machine = ? ORDER BY number",
        SlotStore::read,
        machine);
  }

  /** Reads the slots that files list, in the order of their machines; new ones are stored. */
  static List<List<StoredSlot>> openAll(Transaction tx, List<MachineSettings> machines, Clock clock)
      throws SQLException {
    Map<String, Map<Integer, StoredSlot>> stored = new HashMap<>();
    tx.list(
        "SELECT " + COLUMNS + ", machine FROM slot",
        row ->
            stored
                .computeIfAbsent(row.getString(BEHIND), id -> new HashMap<>())
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
    add(tx, machine.id(), added);
    if (stored.isEmpty()) {
      noteNewMachine(tx, machine.id(), clock);
    } else {
      noteNewSlots(tx, machine.id(), added, clock);
    }
    List<StoredSlot> listed = new ArrayList<>();
    for (SlotSettings slot : machine.slots()) {
      StoredSlot fresh =
          new StoredSlot(
              slot.slot(),
              slot.item(),
              slot.price(),
              slot.count(),
              0,
              true,
              new StockLimits(slot.count(), LOW_AT_FIRST));
      listed.add(stored.getOrDefault(slot.slot(), fresh));
    }
    listed.sort(Comparator.comparingInt(StoredSlot::number));
    return listed;
  }

  private static void add(Transaction tx, String machine, List<SlotSettings> slots)
      throws SQLException {
    for (SlotSettings slot : slots) {
      tx.update(
          """
          INSERT INTO slot (machine, number, item, price, count, capacity, low)
          VALUES (?, ?, ?, ?, ?, ?, ?)\
          """,
          machine,
          slot.slot(),
          slot.item(),
          slot.price(),
          slot.count(),
          slot.count(),
          LOW_AT_FIRST);
    }
  }

  /** Two statements for all of its slots: the first start with a thousand machines waits for it. */
  private static void noteNewMachine(Transaction tx, String machine, Clock clock)
      throws SQLException {
    tx.update(
        """
        INSERT INTO slot_price (machine, slot, price, at, actor)
        SELECT machine, number, price, ?, ? FROM slot WHERE machine = ? ORDER BY number\
        """,
        clock.millis(),
        CONFIGURATION,
        machine);
    tx.update(
        """
        INSERT INTO stock_move (machine, slot, count_change, dropped_change, at, actor)
        SELECT machine, number, count, 0, ?, ? FROM slot WHERE machine = ? AND count > 0
        ORDER BY number\
        """,
        clock.millis(),
        CONFIGURATION,
        machine);
  }

  private static void noteNewSlots(
      Transaction tx, String machine, List<SlotSettings> slots, Clock clock) throws SQLException {
    for (SlotSettings slot : slots) {
      notePrice(tx, machine, slot.slot(), slot.price(), clock, CONFIGURATION);
      if (slot.count() > 0) {
        noteMove(tx, machine, slot.slot(), slot.count(), 0, clock, CONFIGURATION);
      }
    }
  }

  /**
   * One can has fallen. A count of 0 stays 0: the can had never been counted.
   *
   * @param then gets the slot after it
   */
  static <R> Pending<R> takeOne(
      Transaction tx, String machine, int number, Then<StoredSlot, R> then) throws SQLException {
    return tx.firstLater(
        """
        UPDATE slot SET count = CASE WHEN count > 0 THEN count - 1 ELSE 0 END,
          dropped = dropped + 1
        WHERE machine = ? AND number = ?
        RETURNING number, item, price, count, dropped, enabled, capacity, low\
        """,
        SlotStore::read,
        found -> then.of(found.orElseThrow(() -> noSlot(machine, number))),
        machine,
        number);
  }

  private static IllegalArgumentException noSlot(String machine, int number) {
    return new IllegalArgumentException("no slot " + machine + " " + number);
  }

  /** Sets a slot, and notes what that changes of its numbers and its price. */
  static StoredSlot edit(
      Transaction tx, String machine, StoredSlot before, SlotEdit edit, Clock clock, String actor)
      throws SQLException {
    StockLimits limits = edit.limits().orElse(before.limits());
    tx.update(
        """
        UPDATE slot SET item = ?, price = ?, count = ?, dropped = ?, enabled = ?, capacity = ?,
          low = ?
        WHERE machine = ? AND number = ?\
        """,
        edit.item(),
        edit.price(),
        edit.count(),
        edit.dropped(),
        edit.enabled(),
        limits.capacity(),
        limits.low(),
        machine,
        before.number());
    long countChange = edit.count() - before.count();
    long droppedChange = edit.dropped() - before.dropped();
    if (countChange != 0 || droppedChange != 0) {
      noteMove(tx, machine, before.number(), countChange, droppedChange, clock, actor);
    }
    if (edit.price() != before.price()) {
      notePrice(tx, machine, before.number(), edit.price(), clock, actor);
    }
    return read(tx, machine, before.number());
  }

  static StoredSlot read(Transaction tx, String machine, int number) throws SQLException {
    return tx.first(
            "SELECT " + COLUMNS + " FROM slot WHERE machine = ? AND number = ?",
            SlotStore::read,
            machine,
            number)
        .orElseThrow(() -> noSlot(machine, number));
  }

  /** A slot, and why its machine takes no orders, if so. */
  record Offered(StoredSlot slot, Optional<OutOfService> outOfService) {}

  /**
   * Both in one statement: each drop asks for them, and twice if it has to wait.
   *
   * @param then gets them
   */
  static <R> Pending<R> offered(Transaction tx, String machine, int number, Then<Offered, R> then)
      throws SQLException {
    return tx.firstLater(
        "SELECT "
            + COLUMNS
            + ", out_of_service.reason, out_of_service.at, out_of_service.actor FROM slot"
            + " LEFT JOIN out_of_service ON out_of_service.machine = slot.machine"
            + " WHERE slot.machine = ? AND number = ?",
        row -> new Offered(read(row), outOfService(row)),
        found -> then.of(found.orElseThrow(() -> noSlot(machine, number))),
        machine,
        number);
  }

  private static Optional<OutOfService> outOfService(Row row) throws SQLException {
    String reason = row.getString(BEHIND);
    return reason == null
        ? Optional.empty()
        : Optional.of(
            new OutOfService(
                reason, Instant.ofEpochMilli(row.getLong(BEHIND + 1)), row.getString(BEHIND + 2)));
  }

  private static void noteMove(
      Transaction tx,
      String machine,
      int number,
      long countChange,
      long droppedChange,
      Clock clock,
      String actor)
      throws SQLException {
    tx.update(
        """
        INSERT INTO stock_move (machine, slot, count_change, dropped_change, at, actor)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        machine,
        number,
        countChange,
        droppedChange,
        clock.millis(),
        actor);
  }

  private static void notePrice(
      Transaction tx, String machine, int number, long price, Clock clock, String actor)
      throws SQLException {
    tx.update(
        "INSERT INTO slot_price (machine, slot, price, at, actor) VALUES (?, ?, ?, ?, ?)",
        machine,
        number,
        price,
        clock.millis(),
        actor);
  }

  /**
   * What a machine's slots have cost, newest first.
   *
   * @param most how many prices at most
   */
  static List<SlotPrice> prices(Transaction tx, String machine, int most) throws SQLException {
    return tx.list(
        "SELECT slot, price, at, actor FROM slot_price WHERE machine = ? ORDER BY id DESC LIMIT ?",
        row ->
            new SlotPrice(
                row.getInt(1),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4)),
        machine,
        most);
  }

  private static StoredSlot read(Row row) throws SQLException {
    return new StoredSlot(
        row.getInt(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getBoolean(6),
        new StockLimits(row.getLong(7), row.getLong(8)));
  }
}
