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
              "what an account holds is the prices of its open drops",
              """
              SELECT a.id AS account, a.name, a.held, coalesce(d.sum, 0) AS prices FROM account a
              LEFT JOIN (SELECT account, sum(price) AS sum FROM drop_order
                WHERE settled_at IS NULL GROUP BY account) d ON d.account = a.id
              WHERE a.held <> coalesce(d.sum, 0)\
              """),
          new Rule(
              "every drop is paid by its member",
              """
              SELECT d.id AS drop_id, d.account, m.name, m.account AS account_of_member
              FROM drop_order d LEFT JOIN member m ON m.id = d.member
              WHERE m.id IS NULL OR m.account <> d.account\
              """),
          new Rule(
              "every drop that fell is paid by one transfer, at its price, and no other is",
              """
              SELECT d.id AS drop_id, d.state, d.price, d.last_transfer, t.id AS transfer,
                t.amount, t.transfers
              FROM drop_order d LEFT JOIN (SELECT drop_id, min(id) AS id, min(amount) AS amount,
                min(debit_account) AS payer, min(credit_account) AS payee, count(*) AS transfers
                FROM transfer WHERE kind = 'drop' GROUP BY drop_id) t ON t.drop_id = d.id
              WHERE CASE WHEN d.state = 'DROPPED' AND d.price > 0
                THEN t.id IS NULL OR t.transfers <> 1 OR t.id <> d.last_transfer
                  OR t.amount <> d.price OR t.payer <> d.account OR t.payee <> 1
                ELSE t.id IS NOT NULL END\
              """),
          new Rule(
              "every refund pays back one drop that was paid, at its price, once",
              """
              SELECT t.drop_id, d.state, d.price, t.amount, t.refunds
              FROM (SELECT drop_id, min(amount) AS amount, min(debit_account) AS payer,
                min(credit_account) AS payee, count(*) AS refunds
                FROM transfer WHERE kind = 'refund' GROUP BY drop_id) t
              LEFT JOIN drop_order d ON d.id = t.drop_id
              WHERE d.id IS NULL OR d.state <> 'DROPPED' OR d.price <> t.amount
                OR t.payer <> 1 OR t.payee <> d.account OR t.refunds <> 1\
              """),
          new Rule(
              "every drop is open or has one end, and no order left unnoticed",
              """
              SELECT id AS drop_id, state, sent_at, settled_at, actor, reason FROM drop_order
              WHERE (settled_at IS NULL) <> (state IN ('DELAYED', 'QUEUED', 'SENT', 'IN_DOUBT'))
                OR (settled_at IS NULL) <> (actor IS NULL)
                OR (settled_at IS NULL) <> (reason IS NULL)
                OR state NOT IN ('DELAYED', 'QUEUED', 'SENT', 'IN_DOUBT', 'DROPPED', 'REFUSED',
                  'CANCELLED', 'REFUNDED')
                OR (sent_at IS NULL
                  AND state IN ('SENT', 'IN_DOUBT', 'DROPPED', 'REFUSED', 'REFUNDED'))\
              """),
          new Rule(
              "every drop that was in doubt is in the state of its last event",
              """
              SELECT d.id AS drop_id, d.state, e.state AS event_state FROM drop_order d
              LEFT JOIN (SELECT drop_id, max(id) AS id FROM drop_event GROUP BY drop_id) last
                ON last.drop_id = d.id
              LEFT JOIN drop_event e ON e.id = last.id
              WHERE e.state <> d.state
                OR (e.id IS NULL AND d.state IN ('IN_DOUBT', 'REFUNDED'))\
              """),
          new Rule(
              "every slot's numbers equal its moves and its drops",
              """
              SELECT s.machine, s.number AS slot, s.count,
                coalesce(m.count, 0) - coalesce(d.counted, 0) AS moved_count, s.dropped,
                coalesce(m.dropped, 0) + coalesce(d.dropped, 0) AS moved_dropped
              FROM slot s
              LEFT JOIN (SELECT machine, slot, sum(count_change) AS count,
                sum(dropped_change) AS dropped FROM stock_move GROUP BY machine, slot) m
                ON m.machine = s.machine AND m.slot = s.number
              LEFT JOIN (SELECT machine, slot, sum(counted) AS counted, count(*) AS dropped
                FROM drop_order WHERE state = 'DROPPED' GROUP BY machine, slot) d
                ON d.machine = s.machine AND d.slot = s.number
              WHERE s.count <> coalesce(m.count, 0) - coalesce(d.counted, 0)
                OR s.dropped <> coalesce(m.dropped, 0) + coalesce(d.dropped, 0)\
              """),
          new Rule(
              "every price of a slot is the newest in its history",
              """
              SELECT s.machine, s.number AS slot, s.price, p.price AS noted FROM slot s
              LEFT JOIN (SELECT machine, slot, max(id) AS id FROM slot_price
                GROUP BY machine, slot) last ON last.machine = s.machine AND last.slot = s.number
              LEFT JOIN slot_price p ON p.id = last.id
              WHERE p.id IS NULL OR p.price <> s.price\
              """));

  private DropRules() {}
}
