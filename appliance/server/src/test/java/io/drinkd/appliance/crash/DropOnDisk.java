package io.drinkd.appliance.crash;

import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.BooksOnDisk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A drop as the books have it, with what its events say. */
final class DropOnDisk {

  final long id;
  final String member;
  final String machine;
  final int slot;
  final DropState state;
  final long requestedAtMillis;
  final Optional<String> key;

  /** When it was sent; empty if it never was. */
  OptionalLong sentAtMillis = OptionalLong.empty();

  /** Whether it was ever in doubt. */
  boolean doubted;

  /** What its member had available at its end, if it ended as dropped. */
  OptionalLong availableAfter = OptionalLong.empty();

  private DropOnDisk(ResultSet row) throws SQLException {
    id = row.getLong("id");
    member = row.getString("name");
    machine = row.getString("machine");
    slot = row.getInt("slot");
    state = DropState.valueOf(row.getString("state"));
    requestedAtMillis = row.getLong("requested_at");
    key = Optional.ofNullable(row.getString("key"));
  }

  /** All drops in the books, oldest first. */
  static List<DropOnDisk> all(BooksOnDisk books) {
    List<DropOnDisk> drops =
        books.list(
            """
            SELECT d.id, m.name, d.machine, d.slot, d.state, d.requested_at, k.key
            FROM drop_order d JOIN member m ON m.id = d.member
            LEFT JOIN request_key k ON k.drop_id = d.id ORDER BY d.id\
            """,
            DropOnDisk::new);
    addEvents(books, drops);
    return drops;
  }

  private record Event(
      long dropId, DropState state, long atMillis, long price, long balanceAfterPayment) {}

  /** Follows all events in their order, and what each member has held meanwhile. */
  private static void addEvents(BooksOnDisk books, List<DropOnDisk> drops) {
    Map<Long, DropOnDisk> byId = new HashMap<>();
    drops.forEach(drop -> byId.put(drop.id, drop));
    Map<String, Long> held = new HashMap<>();
    Map<Long, Boolean> begun = new HashMap<>();
    for (Event event : events(books)) {
      DropOnDisk drop = byId.get(event.dropId);
      if (begun.put(drop.id, true) == null) {
        held.merge(drop.member, event.price, Long::sum);
      }
      if (event.state.ended()) {
        held.merge(drop.member, -event.price, Long::sum);
      }
      drop.add(event, held.get(drop.member));
    }
  }

  private static List<Event> events(BooksOnDisk books) {
    return new ArrayList<>(
        books.list(
            """
            SELECT e.drop_id, e.state, e.at, d.price, coalesce(t.debit_balance, 0) AS balance
            FROM drop_event e JOIN drop_order d ON d.id = e.drop_id
            LEFT JOIN transfer t ON t.hold = d.id ORDER BY e.id\
            """,
            row ->
                new Event(
                    row.getLong("drop_id"),
                    DropState.valueOf(row.getString("state")),
                    row.getLong("at"),
                    row.getLong("price"),
                    row.getLong("balance"))));
  }

  private void add(Event event, long heldOfMember) {
    switch (event.state) {
      case SENT -> sentAtMillis = OptionalLong.of(event.atMillis);
      case IN_DOUBT -> doubted = true;
      case DROPPED -> availableAfter = OptionalLong.of(event.balanceAfterPayment - heldOfMember);
      default -> {
        // What the others say is in the state.
      }
    }
  }

  /** Whether a can may have fallen for it, as far as the books know. */
  boolean isOpenAndSent() {
    return state == DropState.SENT || state == DropState.IN_DOUBT;
  }

  @Override
  public String toString() {
    return "drop " + id + " (" + member + ", " + machine + " " + slot + ", " + state + ")";
  }
}
