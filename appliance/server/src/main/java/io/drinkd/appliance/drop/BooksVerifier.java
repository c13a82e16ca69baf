package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.nio.file.Path;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;

/**
 * Proves that the books are right, from the rows themselves: nothing is taken from memory, and
 * nothing from what the tables' own rules are believed to forbid.
 */
public final class BooksVerifier {

  /** A rule, and a query for the rows that break it. */
  private record Rule(String name, String violations) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "the sum of all accounts is 0",
              "SELECT sum(balance) AS sum FROM account HAVING sum(balance) <> 0"),
          new Rule(
              "every balance equals its postings",
              """
              SELECT a.id AS account, a.name, a.balance,
                coalesce(got.sum, 0) - coalesce(gave.sum, 0) AS postings
              FROM account a
              LEFT JOIN (SELECT credit_account AS id, sum(amount) AS sum FROM transfer
                GROUP BY credit_account) got USING (id)
              LEFT JOIN (SELECT debit_account AS id, sum(amount) AS sum FROM transfer
                GROUP BY debit_account) gave USING (id)
              WHERE a.balance <> postings\
              """),
          new Rule(
              "what an account holds is the sum of its open holds",
              """
              SELECT a.id AS account, a.name, a.held, coalesce(h.sum, 0) AS holds FROM account a
              LEFT JOIN (SELECT debit_account AS id, sum(amount) AS sum FROM hold
                WHERE state = 'open' GROUP BY debit_account) h USING (id)
              WHERE a.held <> holds\
              """),
          new Rule(
              "nobody is below the floor",
              """
              SELECT id AS account, name, balance, held, floor FROM account
              WHERE balance - held < floor\
              """),
          new Rule(
              "every hold belongs to one drop, and is open as long as that is",
              """
              SELECT h.id AS hold, h.state, d.id AS drop_id, d.state AS drop_state
              FROM hold h LEFT JOIN drop_order d USING (id)
              WHERE CASE d.state
                WHEN 'DELAYED' THEN 'open' WHEN 'QUEUED' THEN 'open' WHEN 'SENT' THEN 'open'
                WHEN 'IN_DOUBT' THEN 'open' WHEN 'DROPPED' THEN 'posted'
                WHEN 'REFUSED' THEN 'voided' WHEN 'CANCELLED' THEN 'voided'
                WHEN 'REFUNDED' THEN 'voided' END IS NOT h.state\
              """),
          new Rule(
              "every posted hold has one transfer, as it was held",
              """
              SELECT h.id AS hold, h.amount, t.id AS transfer, t.amount AS paid, t.transfers
              FROM hold h LEFT JOIN (SELECT hold, id, amount, debit_account, credit_account,
                count(*) AS transfers FROM transfer WHERE hold IS NOT NULL GROUP BY hold) t
                ON t.hold = h.id
              WHERE (h.state = 'posted') <> (t.id IS NOT NULL)
                OR t.transfers <> 1 OR t.amount <> h.amount
                OR t.debit_account <> h.debit_account OR t.credit_account <> h.credit_account\
              """),
          new Rule(
              "every account's transfers follow each other",
              """
              WITH entry(account, id, before) AS (
                SELECT debit_account, id, debit_before FROM transfer
                UNION ALL SELECT credit_account, id, credit_before FROM transfer
                UNION ALL SELECT id, 9223372036854775807, last_transfer FROM account)
              SELECT account, id AS transfer, before AS told_before, found_before FROM (
                SELECT account, id, before,
                  lag(id, 1, 0) OVER (PARTITION BY account ORDER BY id) AS found_before FROM entry)
              WHERE before <> found_before\
              """),
          new Rule(
              "every drop is paid by its member, at its price",
              """
              SELECT d.id AS drop_id, d.price, h.amount, m.name FROM drop_order d
              JOIN member m ON m.id = d.member JOIN hold h ON h.id = d.id
              WHERE h.amount <> d.price OR h.debit_account <> m.account\
              """),
          new Rule(
              "every drop is in the state of its last event",
              """
              SELECT d.id AS drop_id, d.state, e.state AS event_state FROM drop_order d
              LEFT JOIN (SELECT drop_id, state, max(id) FROM drop_event GROUP BY drop_id) e
                ON e.drop_id = d.id
              WHERE e.state IS NOT d.state\
              """),
          new Rule(
              "every ended drop has exactly one end",
              """
              SELECT d.id AS drop_id, d.state, coalesce(e.ends, 0) AS ends FROM drop_order d
              LEFT JOIN (SELECT drop_id, count(*) AS ends FROM drop_event
                WHERE state IN ('DROPPED', 'REFUSED', 'CANCELLED', 'REFUNDED')
                GROUP BY drop_id) e ON e.drop_id = d.id
              WHERE coalesce(e.ends, 0)
                <> (d.state IN ('DROPPED', 'REFUSED', 'CANCELLED', 'REFUNDED'))\
              """),
          new Rule(
              "no order was sent that is not in the events, and none twice",
              """
              SELECT d.id AS drop_id, d.state, coalesce(e.sent, 0) AS sent FROM drop_order d
              LEFT JOIN (SELECT drop_id, count(*) AS sent FROM drop_event WHERE state = 'SENT'
                GROUP BY drop_id) e ON e.drop_id = d.id
              WHERE e.sent > 1 OR (e.sent IS NULL
                AND d.state IN ('SENT', 'IN_DOUBT', 'DROPPED', 'REFUSED', 'REFUNDED'))\
              """),
          new Rule(
              "every slot's numbers equal its moves",
              """
              SELECT s.machine, s.number AS slot, s.count, coalesce(m.count, 0) AS moved_count,
                s.dropped, coalesce(m.dropped, 0) AS moved_dropped
              FROM slot s LEFT JOIN (SELECT machine, slot AS number, sum(count_change) AS count,
                sum(dropped_change) AS dropped FROM stock_move GROUP BY machine, slot) m
                USING (machine, number)
              WHERE s.count <> moved_count OR s.dropped <> moved_dropped\
              """),
          new Rule(
              "stock moves equal drops",
              """
              SELECT d.id AS drop_id, d.state, d.machine, d.slot, v.id AS move FROM drop_order d
              LEFT JOIN stock_move v ON v.drop_id = d.id
              WHERE (d.state = 'DROPPED') <> (v.id IS NOT NULL) OR v.machine <> d.machine
                OR v.slot <> d.slot OR v.dropped_change <> 1 OR v.count_change NOT IN (0, -1)\
              """));

  private BooksVerifier() {}

  /**
   * What was found.
   *
   * @param rules how many rules were checked
   * @param disagreements one line for each row that breaks a rule; empty if the books are right
   * @param accounts how many accounts there are
   * @param transfers how many transfers there are
   * @param drops how many drops there are
   */
  public record Findings(
      int rules, List<String> disagreements, long accounts, long transfers, long drops) {
    public boolean sound() {
      return disagreements.isEmpty();
    }
  }

  /** Checks all rules on one snapshot, while others go on reading and writing. */
  public static CompletableFuture<Findings> verify(Store store) {
    return store.readAlone(BooksVerifier::verify);
  }

  /** Checks all rules on a copy of the books, which nobody writes. */
  public static CompletableFuture<Findings> verify(Path copy) {
    return Store.readAlone(copy, BooksVerifier::verify);
  }

  private static Findings verify(Transaction tx) throws SQLException {
    List<String> disagreements = new ArrayList<>();
    for (String damage : tx.list("PRAGMA integrity_check", row -> row.getString(1))) {
      if (!damage.equals("ok")) {
        disagreements.add("not so: the file is whole: " + damage);
      }
    }
    for (Rule rule : RULES) {
      disagreements.addAll(violations(tx, rule));
    }
    return new Findings(
        RULES.size() + 1,
        disagreements,
        count(tx, "SELECT count(*) FROM account"),
        count(tx, "SELECT count(*) FROM transfer"),
        count(tx, "SELECT count(*) FROM drop_order"));
  }

  private static long count(Transaction tx, String sql) throws SQLException {
    return tx.first(sql, row -> row.getLong(1)).orElseThrow();
  }

  private static List<String> violations(Transaction tx, Rule rule) throws SQLException {
    return tx.list(
        rule.violations,
        row -> {
          ResultSetMetaData columns = row.getMetaData();
          StringJoiner values = new StringJoiner(", ", "not so: " + rule.name + ": ", "");
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.add(columns.getColumnLabel(i) + " " + row.getObject(i));
          }
          return values.toString();
        });
  }
}
