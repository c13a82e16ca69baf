package io.drinkd.appliance.ledger;

import io.drinkd.appliance.store.Rule;
import java.util.List;

/** What always holds for the rows that {@link Ledger} writes. */
public final class LedgerRules {

  public static final List<Rule> ALL =
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
              """));

  private LedgerRules() {}
}
