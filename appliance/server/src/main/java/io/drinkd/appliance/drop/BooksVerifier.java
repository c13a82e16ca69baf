package io.drinkd.appliance.drop;

import io.drinkd.appliance.credential.CredentialRules;
import io.drinkd.appliance.ledger.LedgerRules;
import io.drinkd.appliance.member.MembershipRules;
import io.drinkd.appliance.store.Rule;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Verifies the books by the rules of all packages, from the rows themselves: it relies neither on
 * anything in memory nor on the tables' constraints.
 */
public final class BooksVerifier {

  private static final List<Rule> RULES =
      Stream.of(LedgerRules.ALL, MembershipRules.ALL, CredentialRules.ALL, DropRules.ALL)
          .flatMap(List::stream)
          .toList();

  private BooksVerifier() {}

  /**
   * The result of a verification.
   *
   * @param rules the number of rules that were checked
   * @param disagreements one line for each row that breaks a rule; empty if the books are right
   * @param accounts the number of accounts
   * @param transfers the number of transfers
   * @param drops the number of drops
   */
  public record Findings(
      int rules, List<String> disagreements, long accounts, long transfers, long drops) {
    public boolean sound() {
      return disagreements.isEmpty();
    }
  }

  /**
   * Checks all rules on one snapshot, which it holds only as long as it computes; reading and
   * writing continue meanwhile.
   */
  public static CompletableFuture<Findings> verify(StoreView books) {
    return books.damage().thenCompose(damage -> books.readAlone(tx -> verify(tx, damage)));
  }

  private static Findings verify(Transaction tx, List<String> damage) throws SQLException {
    List<String> disagreements = new ArrayList<>();
    damage.forEach(found -> disagreements.add("not so: the books are whole: " + found));
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
        rule.violations(),
        row -> {
          StringJoiner values = new StringJoiner(", ", "not so: " + rule.name() + ": ", "");
          for (int i = 1; i <= row.columns(); i++) {
            values.add(row.name(i) + " " + row.getString(i));
          }
          return values.toString();
        });
  }
}
