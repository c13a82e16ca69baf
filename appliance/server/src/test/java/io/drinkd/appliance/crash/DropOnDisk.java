package io.drinkd.appliance.crash;

import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.BooksOnDisk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A drop as the books have it. */
final class DropOnDisk {

  final long id;
  final String member;
  final String machine;
  final int slot;
  final DropState state;
  final long requestedAtMillis;
  final Optional<String> key;

  /** When it was sent; empty if it never was. */
  final OptionalLong sentAtMillis;

  /** Whether it was ever in doubt. */
  final boolean doubted;

  /** What its member had available at its end, as far as times tell, if it ended as dropped. */
  Optional<Range> availableAfter = Optional.empty();

  /** From the one to the other, both included. */
  record Range(long from, long to) {
    boolean contains(long value) {
      return value >= from && value <= to;
    }
  }

  private final long price;
  private final long settledAtMillis;
  private final long balanceAfter;

  private DropOnDisk(ResultSet row) throws SQLException {
    id = row.getLong("id");
    member = row.getString("name");
    machine = row.getString("machine");
    slot = row.getInt("slot");
    state = DropState.valueOf(row.getString("state"));
    price = row.getLong("price");
    requestedAtMillis = row.getLong("requested_at");
    key = Optional.ofNullable(row.getString("key"));
    long sent = row.getLong("sent_at");
    sentAtMillis = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(sent);
    doubted = row.getBoolean("doubted");
    long settled = row.getLong("settled_at");
    settledAtMillis = row.wasNull() ? Long.MAX_VALUE : settled;
    balanceAfter = row.getLong("balance");
  }

  /** All drops in the books, oldest first. */
  static List<DropOnDisk> all(BooksOnDisk books) {
    List<DropOnDisk> drops =
        books.list(
            """
            SELECT d.id, m.name, d.machine, d.slot, d.state, d.price, d.requested_at, d.key,
              d.sent_at, d.settled_at,
              CASE WHEN t.debit_account = d.account THEN t.debit_balance
                ELSE coalesce(t.credit_balance, 0) END AS balance,
              EXISTS (SELECT 1 FROM drop_event e
                WHERE e.drop_id = d.id AND e.state = 'IN_DOUBT') AS doubted
            FROM drop_order d JOIN member m ON m.id = d.member
            LEFT JOIN transfer t ON t.id = d.last_transfer ORDER BY d.id\
            """,
            DropOnDisk::new);
    drops.forEach(drop -> drop.findAvailable(drops));
    return drops;
  }

  /** What its member had less what was held for others of its drops when it was paid. */
  private void findAvailable(List<DropOnDisk> all) {
    if (state != DropState.DROPPED) {
      return;
    }
    long sure = 0;
    long possible = 0;
    for (DropOnDisk other : all) {
      if (other != this && other.member.equals(member)) {
        if (other.requestedAtMillis < settledAtMillis && other.settledAtMillis > settledAtMillis) {
          sure += other.price;
        }
        if (other.requestedAtMillis <= settledAtMillis
            && other.settledAtMillis >= settledAtMillis) {
          possible += other.price;
        }
      }
    }
    availableAfter = Optional.of(new Range(balanceAfter - possible, balanceAfter - sure));
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
