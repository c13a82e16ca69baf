package io.drinkd.bench.demo;

import io.drinkd.bench.demo.DemoMachine.DemoSlot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Writes into the books what the appliance would, one after the other: the triggers of the tables
 * refuse what does not follow from what is there. All of it is one transaction.
 */
final class MadeUpBooks implements AutoCloseable {

  static final long SALES = 1;
  static final long TREASURY = 2;

  private static final String ADMIN = "admin:admin";
  private static final String APPLIANCE = "drinkd";

  private final Connection connection;

  private MadeUpBooks(Connection connection) {
    this.connection = connection;
  }

  static MadeUpBooks open(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    connection.setAutoCommit(false);
    return new MadeUpBooks(connection);
  }

  /** A member, and whose account it is. */
  record Housemate(long id, long account, String name) {}

  /** Where a drink is, and what it costs. */
  record Place(String machine, DemoSlot slot, long price) {}

  Housemate addMember(String name, boolean named, Instant at) throws SQLException {
    long account =
        insert("INSERT INTO account (name, floor) VALUES (?, 0) RETURNING id", "member:" + name);
    long id =
        insert(
            """
            INSERT INTO member (name, folded_name, admin, public, account, created_at)
            VALUES (?, ?, 0, ?, ?, ?) RETURNING id\
            """,
            name,
            name,
            named ? 1 : 0,
            account,
            at.toEpochMilli());
    return new Housemate(id, account, name);
  }

  void addSlot(String machine, DemoSlot slot, Instant at) throws SQLException {
    update(
        "INSERT INTO slot (machine, number, item, price, capacity) VALUES (?, ?, ?, ?, ?)",
        machine,
        slot.number(),
        slot.item(),
        slot.price(),
        slot.count());
    price(machine, slot, slot.price(), at);
  }

  void price(String machine, DemoSlot slot, long price, Instant at) throws SQLException {
    update(
        "UPDATE slot SET price = ? WHERE machine = ? AND number = ?",
        price,
        machine,
        slot.number());
    update(
        "INSERT INTO slot_price (machine, slot, price, at, actor) VALUES (?, ?, ?, ?, ?)",
        machine,
        slot.number(),
        price,
        at.toEpochMilli(),
        ADMIN);
  }

  void fill(String machine, DemoSlot slot, long cans, Instant at) throws SQLException {
    update(
        "UPDATE slot SET count = count + ? WHERE machine = ? AND number = ?",
        cans,
        machine,
        slot.number());
    update(
        """
        INSERT INTO stock_move (machine, slot, count_change, dropped_change, at, actor)
        VALUES (?, ?, ?, 0, ?, ?)\
        """,
        machine,
        slot.number(),
        cans,
        at.toEpochMilli(),
        ADMIN);
  }

  void grant(Housemate member, long credits, String reason, Instant at) throws SQLException {
    move("grant", TREASURY, member.account, credits, null, at, ADMIN, reason);
  }

  void gift(Housemate giver, Housemate to, long credits, String reason, Instant at)
      throws SQLException {
    String text = "gift from " + giver.name + " to " + to.name + ": " + reason;
    move("gift", giver.account, to.account, credits, null, at, "member:" + giver.name, text);
  }

  /** A drink that fell. */
  long drop(Housemate member, Place place, Instant at) throws SQLException {
    long drop = order(member, place, at);
    String item = place.slot.item();
    long paid =
        move(
            "drop",
            member.account,
            SALES,
            place.price,
            drop,
            at.plusSeconds(2),
            "member:" + member.name,
            "drop \"" + item + "\"");
    update(
        """
        UPDATE drop_order SET state = 'DROPPED', settled_at = ?, actor = ?,
          reason = 'the board made the drop', last_transfer = ?, counted = 1 WHERE id = ?\
        """,
        at.plusSeconds(2).toEpochMilli(),
        "member:" + member.name,
        paid,
        drop);
    update(
        """
        UPDATE slot SET count = count - 1, dropped = dropped + 1
        WHERE machine = ? AND number = ?\
        """,
        place.machine,
        place.slot.number());
    return drop;
  }

  /** A drink that did not fall, which costs nothing. */
  void refused(Housemate member, Place place, Instant at) throws SQLException {
    long drop = order(member, place, at);
    update(
        """
        UPDATE drop_order SET state = 'REFUSED', settled_at = ?, actor = ?,
          reason = 'the board did not make the drop' WHERE id = ?\
        """,
        at.plusSeconds(3).toEpochMilli(),
        "member:" + member.name,
        drop);
  }

  void refund(Housemate member, Place place, long drop, Instant at) throws SQLException {
    String reason = "refund of drop " + drop + " \"" + place.slot.item() + "\": the can stuck";
    move("refund", SALES, member.account, place.price, drop, at, ADMIN, reason);
  }

  private long order(Housemate member, Place place, Instant at) throws SQLException {
    return insert(
        """
        INSERT INTO drop_order (member, account, appliance, machine, slot, item, price,
          requested_at, delay_millis, state, sent_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 'SENT', ?) RETURNING id\
        """,
        member.id,
        member.account,
        APPLIANCE,
        place.machine,
        place.slot.number(),
        place.slot.item(),
        place.price,
        at.toEpochMilli(),
        at.toEpochMilli());
  }

  private long move(
      String kind,
      long debit,
      long credit,
      long credits,
      Long drop,
      Instant at,
      String actor,
      String reason)
      throws SQLException {
    long id =
        insert(
            """
            INSERT INTO transfer (kind, debit_account, credit_account, amount, debit_balance,
              credit_balance, debit_before, credit_before, at, actor, reason, drop_id)
            SELECT ?1, d.id, c.id, ?2, d.balance - ?2, c.balance + ?2, d.last_transfer,
              c.last_transfer, ?3, ?4, ?5, ?6
            FROM account d, account c WHERE d.id = ?7 AND c.id = ?8 RETURNING id\
            """,
            kind,
            credits,
            at.toEpochMilli(),
            actor,
            reason,
            drop,
            debit,
            credit);
    String change = "UPDATE account SET balance = balance + ?, last_transfer = ? WHERE id = ?";
    update(change, -credits, id, debit);
    update(change, credits, id, credit);
    return id;
  }

  private long insert(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** All of it is there from now on. */
  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
