package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the books say of a drop.
 *
 * @param appliance which one has written it
 * @param delay how long it was to wait from {@code requestedAt} on
 */
record DropRow(
    Drop drop,
    String appliance,
    DropState state,
    Instant requestedAt,
    Duration delay,
    Optional<String> key) {

  private static final String SELECT =
      """
      SELECT id, member, account, machine, slot, item, price, state, requested_at, delay_millis,
        key, appliance FROM drop_order\
      """;

  /**
   * @throws IllegalArgumentException if there is no such drop
   */
  static DropRow read(Transaction tx, long id) throws SQLException {
    return find(tx, id).orElseThrow(() -> new IllegalArgumentException("no drop " + id));
  }

  static Optional<DropRow> find(Transaction tx, long id) throws SQLException {
    return tx.first(SELECT + " WHERE id = ?", DropRow::of, id);
  }

  /**
   * The drops in a state that has not ended, oldest first. By the plus sign a planner does not take
   * the order for a reason to look at all drops, which may be millions.
   */
  static List<DropRow> inState(Transaction tx, DropState state) throws SQLException {
    return tx.list(
        SELECT + " WHERE settled_at IS NULL AND state = ? ORDER BY +id", DropRow::of, state.name());
  }

  /** The same of one machine. */
  static List<DropRow> inState(Transaction tx, DropState state, String machine)
      throws SQLException {
    return tx.list(
        SELECT + " WHERE settled_at IS NULL AND state = ? AND machine = ? ORDER BY +id",
        DropRow::of,
        state.name(),
        machine);
  }

  /** How many drops are queued for a machine. */
  static long queued(Transaction tx, String machine) throws SQLException {
    return tx.first(
            """
            SELECT count(*) FROM drop_order
            WHERE settled_at IS NULL AND state = 'QUEUED' AND machine = ?\
            """,
            row -> row.getLong(1),
            machine)
        .orElseThrow();
  }

  /**
   * Finds out whether one more drop of a member may wait its delay at several appliances; what
   * waits at a single one is in its memory.
   *
   * @throws RefusedException {@link Refusal#BOARD_BUSY}
   */
  static void requireFewDelayed(Transaction tx, MemberRecord member, int most) throws SQLException {
    if (tx.isShared() && delayed(tx, member.account()) >= most) {
      throw new RefusedException(Refusal.BOARD_BUSY, "too many delayed drops of " + member.name());
    }
  }

  private static long delayed(Transaction tx, long account) throws SQLException {
    return tx.first(
            """
            SELECT count(*) FROM drop_order
            WHERE account = ? AND settled_at IS NULL AND state = 'DELAYED'\
            """,
            row -> row.getLong(1),
            account)
        .orElseThrow();
  }

  /** The drops of which not a byte has left, that others than this appliance have written. */
  static List<DropRow> ofOthers(Transaction tx, String appliance) throws SQLException {
    return tx.list(
        SELECT
            + """
             WHERE settled_at IS NULL AND state IN ('DELAYED', 'QUEUED') AND appliance <> ?
            ORDER BY +id\
            """,
        DropRow::of,
        appliance);
  }

  /** Whether not a byte has left, and it has not ended. */
  boolean isUnsent() {
    return state == DropState.DELAYED || state == DropState.QUEUED;
  }

  /**
   * What is left of its delay: none once its order may have left. Whatever the clock shows, none
   * waits longer than was asked for.
   */
  Duration left(Instant now) {
    return left(state, requestedAt, delay, now);
  }

  /** The same of a drop that is in that state. */
  static Duration left(DropState state, Instant requestedAt, Duration delay, Instant now) {
    Duration left = delay.minus(Duration.between(requestedAt, now));
    if (state != DropState.DELAYED || left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(delay) > 0 ? delay : left;
  }

  private static DropRow of(Row row) throws SQLException {
    Drop drop =
        new Drop(
            row.getLong(1),
            row.getLong(2),
            row.getLong(3),
            row.getString(4),
            row.getInt(5),
            row.getString(6),
            row.getLong(7));
    return new DropRow(
        drop,
        row.getString(12),
        DropState.valueOf(row.getString(8)),
        Instant.ofEpochMilli(row.getLong(9)),
        Duration.ofMillis(row.getLong(10)),
        Optional.ofNullable(row.getString(11)));
  }
}
