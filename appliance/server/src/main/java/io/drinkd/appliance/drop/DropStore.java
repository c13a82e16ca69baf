package io.drinkd.appliance.drop;

import static java.util.stream.Collectors.joining;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Hold;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.ledger.IdempotencyKeys.Remembered;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The drops on disk. A drop's state, its event, its credits and its can change in one transaction
 * or not at all; this is the only place that changes any of them for a drop.
 */
public final class DropStore {

  /** How the books name the appliance itself as the one who did something. */
  static final String SYSTEM = "system";

  private static final String ROW =
      """
      SELECT d.id, d.member, d.machine, d.slot, d.item, d.state, d.due_at,
        h.debit_account, h.credit_account, h.amount, k.key
      FROM drop_order d JOIN hold h USING (id) LEFT JOIN request_key k ON k.drop_id = d.id
      """;

  /** One statement a move: takes the drop into a state if it is in one that may come before it. */
  private static final Map<DropState, String> MOVES = moves();

  private final Ledger ledger;
  private final Machines machines;
  private final IdempotencyKeys keys;
  private final Clock clock;
  private volatile Consumer<Event> listener = event -> {};

  public DropStore(Ledger ledger, Machines machines, IdempotencyKeys keys, Clock clock) {
    this.ledger = ledger;
    this.machines = machines;
    this.keys = keys;
    this.clock = clock;
  }

  /** From now on {@code newListener} gets each state of a drop, once it is on disk. */
  public void listen(Consumer<Event> newListener) {
    listener = newListener;
  }

  private void publish(Transaction tx, long member, long id, DropState state) {
    String word = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    tx.afterCommit(() -> listener.accept(new Event.DropMoved(member, id, word)));
  }

  private static Map<DropState, String> moves() {
    Map<DropState, String> moves = new EnumMap<>(DropState.class);
    for (DropState to : DropState.values()) {
      String before =
          Arrays.stream(DropState.values())
              .filter(state -> state.next().contains(to))
              .map(state -> "'" + state + "'")
              .collect(joining(", "));
      moves.put(
          to,
          "UPDATE drop_order SET state = ?, changed_at = ? WHERE id = ? AND state IN (%s)"
              .formatted(before));
    }
    return moves;
  }

  /** What the books say of a drop. */
  record Row(Drop drop, DropState state, Instant dueAt, Optional<String> key) {}

  /**
   * Opens a drop: its price is held from now on.
   *
   * @param first {@link DropState#DELAYED} or {@link DropState#QUEUED}
   * @throws RefusedException if the slot cannot be sold, or the member cannot pay or is none any
   *     more
   */
  Drop open(Transaction tx, DropRequest request, DropState first) throws SQLException {
    requireOpen(tx, request.member());
    Slot slot = requireOnSale(request.machine().slot(tx, request.slot()));
    Hold hold = ledger.hold(tx, request.member().account(), Ledger.SALES, slot.price());
    long id = hold.id();
    long now = clock.millis();
    tx.update(
        """
        INSERT INTO drop_order (id, member, machine, slot, item, price, state, due_at,
          requested_at, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        id,
        request.member().id(),
        request.machine().id(),
        slot.number(),
        slot.item(),
        slot.price(),
        first.name(),
        now + request.delay().toMillis(),
        now,
        now);
    record(tx, id, first, now, request.member().actor(), "requested");
    publish(tx, request.member().id(), id, first);
    if (request.key().isPresent()) {
      keys.remember(tx, request.member().id(), request.key().get(), request.fingerprint(), id);
    }
    return new Drop(
        hold, request.member().id(), request.machine().id(), slot.number(), slot.item());
  }

  /** The account may have been closed since the member asked. */
  private static void requireOpen(Transaction tx, MemberRecord member) throws SQLException {
    String sql = "SELECT 1 FROM member WHERE id = ? AND closed_at IS NULL";
    if (tx.first(sql, row -> true, member.id()).isEmpty()) {
      throw new RefusedException(
          Refusal.NOT_LOGGED_IN, "there is no member " + member.name() + " any more");
    }
  }

  /** Throws {@link RefusedException} unless the slot can be sold now. */
  static Slot requireOnSale(Slot slot) {
    if (!slot.enabled()) {
      throw new RefusedException(Refusal.SLOT_DISABLED, "slot " + slot.number() + " is disabled");
    }
    if (slot.empty()) {
      throw new RefusedException(Refusal.SLOT_EMPTY, "slot " + slot.number() + " is empty");
    }
    return slot;
  }

  /**
   * Takes a drop from one state into another, with all that this means for credits and stock.
   *
   * @param actor who says so
   * @param reason why
   * @throws IllegalStateException if the new state may not follow the present one
   */
  void move(Transaction tx, Drop drop, DropState to, String actor, String reason)
      throws SQLException {
    long now = clock.millis();
    if (tx.update(MOVES.get(to), to.name(), now, drop.id()) == 0) {
      throw new IllegalStateException(
          "drop " + drop.id() + " is " + read(tx, drop.id()).state + " and cannot be " + to);
    }
    record(tx, drop.id(), to, now, actor, reason);
    publish(tx, drop.member(), drop.id(), to);
    try {
      switch (to.hold()) {
        case POSTED -> {
          ledger.post(tx, drop.hold(), actor, "drop \"" + drop.item() + "\"");
          machines.takeOne(tx, drop.machine(), drop.slot(), drop.id(), actor);
        }
        case RELEASED -> ledger.release(tx, drop.hold());
        case OPEN -> {
          // The price stays held.
        }
      }
    } catch (IllegalStateException e) {
      throw unsound(drop, e);
    }
  }

  /** The state allows the move and the hold does not: somebody else has edited the books. */
  private static StoreException unsound(Drop drop, IllegalStateException cause) {
    return new StoreException(
        StoreException.Kind.UNSOUND,
        "the books are not sound: drop "
            + drop.id()
            + ": "
            + cause.getMessage()
            + "; run drinkd ledger verify",
        cause);
  }

  /**
   * Remembers the answer to the member, if the request may be repeated.
   *
   * @return the available credits to answer with it
   */
  long answer(Transaction tx, DropRequest request, Kind kind) throws SQLException {
    long available = ledger.balance(tx, request.member().account()).available();
    if (request.key().isPresent()) {
      keys.answer(tx, request.member().id(), request.key().get(), kind.name(), available);
    }
    return available;
  }

  /** What was asked for under a member's key, and what came of it. */
  Optional<Remembered> remembered(Transaction tx, long member, String key) throws SQLException {
    return keys.find(tx, member, key);
  }

  Row read(Transaction tx, long id) throws SQLException {
    return find(tx, id).orElseThrow(() -> new IllegalArgumentException("no drop " + id));
  }

  Optional<Row> find(Transaction tx, long id) throws SQLException {
    return tx.first(ROW + "WHERE d.id = ?", DropStore::read, id);
  }

  /**
   * The drops in a state that has not ended, oldest first. Found by their open holds: of those are
   * few, of drops millions.
   */
  List<Row> inState(Transaction tx, DropState state) throws SQLException {
    return tx.list(
        ROW
            + "WHERE d.id IN (SELECT id FROM hold WHERE state = 'open') AND d.state = ? "
            + "ORDER BY d.id",
        DropStore::read,
        state.name());
  }

  private static Row read(ResultSet row) throws SQLException {
    Hold hold =
        new Hold(
            row.getLong("id"),
            row.getLong("debit_account"),
            row.getLong("credit_account"),
            row.getLong("amount"));
    Drop drop =
        new Drop(
            hold,
            row.getLong("member"),
            row.getString("machine"),
            row.getInt("slot"),
            row.getString("item"));
    return new Row(
        drop,
        DropState.valueOf(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("due_at")),
        Optional.ofNullable(row.getString("key")));
  }

  private static void record(
      Transaction tx, long id, DropState state, long at, String actor, String reason)
      throws SQLException {
    tx.update(
        "INSERT INTO drop_event (drop_id, state, at, actor, reason) VALUES (?, ?, ?, ?, ?)",
        id,
        state.name(),
        at,
        actor,
        reason);
  }
}
