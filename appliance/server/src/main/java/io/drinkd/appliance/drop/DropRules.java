package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Rule;
import java.util.List;

/**
 * What always holds for the rows of drops, and between them and what the ledger and the machines
 * keep of them.
 */
public final class DropRules {

  public static final List<Rule> ALL =
      List.of(
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
              "stock moves equal drops",
              """
              SELECT d.id AS drop_id, d.state, d.machine, d.slot, v.id AS move FROM drop_order d
              LEFT JOIN stock_move v ON v.drop_id = d.id
              WHERE (d.state = 'DROPPED') <> (v.id IS NOT NULL) OR v.machine <> d.machine
                OR v.slot <> d.slot OR v.dropped_change <> 1 OR v.count_change NOT IN (0, -1)\
              """));

  private DropRules() {}
}
