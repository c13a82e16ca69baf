package io.drinkd.appliance.crash.bank;

import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.process.RunningPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A drop as the bank has it.
 *
 * @param doubted whether it was ever in doubt
 * @param reason why it ended as it did; empty if it has not
 */
record DropInBank(
    long id,
    String member,
    String machine,
    int slot,
    DropState state,
    String key,
    boolean doubted,
    String reason) {

  private DropInBank(ResultSet row) throws SQLException {
    this(
        row.getLong("id"),
        row.getString("name"),
        row.getString("machine"),
        row.getInt("slot"),
        DropState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("key")).orElse(""),
        row.getBoolean("doubted"),
        Optional.ofNullable(row.getString("reason")).orElse(""));
  }

  /** All after one, oldest first. */
  static List<DropInBank> after(RunningPostgres server, long id) throws SQLException {
    String sql =
        """
        SELECT d.id, m.name, d.machine, d.slot, d.state, d.key, d.reason, EXISTS (SELECT 1 FROM drop_event e
            WHERE e.drop_id = d.id AND e.state = 'IN_DOUBT') AS doubted
        FROM drop_order d JOIN member m ON m.id = d.member WHERE d.id > %d ORDER BY d.id\
        """;
    return server.list(BankHouse.DATABASE, sql.formatted(id), DropInBank::new);
  }

  @Override
  public String toString() {
    return "drop " + id + " (" + member + ", " + machine + " " + slot + ", " + state + ", " + reason
        + ")";
  }
}
