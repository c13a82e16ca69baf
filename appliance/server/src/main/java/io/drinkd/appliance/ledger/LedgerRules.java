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
                GROUP BY credit_account) got ON got.id = a.id
              LEFT JOIN (SELECT debit_account AS id, sum(amount) AS sum FROM transfer
                GROUP BY debit_account) gave ON gave.id = a.id
              WHERE a.balance <> coalesce(got.sum, 0) - coalesce(gave.sum, 0)\
              """),
          new Rule(
              "nobody is below the floor",
              """
              SELECT id AS account, name, balance, held, floor FROM account
              WHERE balance - held < floor\
              """),
          new Rule(
              "every undo takes back one gift, once",
              """
              SELECT u.id AS transfer, u.undone, u.amount, g.kind, g.amount AS given
              FROM transfer u LEFT JOIN transfer g ON g.id = u.undone
              WHERE u.kind = 'undo' AND (g.id IS NULL OR g.kind <> 'gift' OR g.amount <> u.amount
                OR g.debit_account <> u.credit_account OR g.credit_account <> u.debit_account
                OR (SELECT count(*) FROM transfer o WHERE o.undone = u.undone AND o.kind = 'undo')
                  <> 1)\
              """),
          new Rule(
              "every merge and every close empties an account for good",
              """
              SELECT t.id AS transfer, t.kind, t.debit_account, t.credit_account
              FROM transfer t
              LEFT JOIN account d ON d.id = t.debit_account AND d.closed_at IS NOT NULL
                AND d.last_transfer = t.id AND t.debit_balance = 0
              LEFT JOIN account c ON c.id = t.credit_account AND c.closed_at IS NOT NULL
                AND c.last_transfer = t.id AND t.credit_balance = 0
              WHERE t.kind IN ('merge', 'close') AND d.id IS NULL AND c.id IS NULL\
              """),
          new Rule(
              "every account that is closed is empty",
              """
              SELECT id AS account, name, balance, held FROM account
              WHERE closed_at IS NOT NULL AND (balance <> 0 OR held <> 0)\
              """),
          new Rule(
              "every account's transfers follow each other",
              """
              WITH entry(account, id, before) AS (
                SELECT debit_account, id, debit_before FROM transfer
                UNION ALL SELECT credit_account, id, credit_before FROM transfer
                UNION ALL SELECT id, 9223372036854775807, last_transfer FROM account)
              SELECT account, id AS transfer, before AS written_before, found_before FROM (
                SELECT account, id, before,
                  coalesce(lag(id) OVER (PARTITION BY account ORDER BY id), 0) AS found_before
                FROM entry) chain
              WHERE before <> found_before\
              """));

  private LedgerRules() {}
}
