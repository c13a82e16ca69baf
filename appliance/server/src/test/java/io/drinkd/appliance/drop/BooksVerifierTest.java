package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.ledger.Transfer;
import io.drinkd.appliance.ledger.Transfer.Kind;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each rule of the books, broken by hand in a file whose triggers and unique indexes are gone, is
 * named by the verification: it relies on none of them.
 */
class BooksVerifierTest {

  /** The books that each test breaks a copy of. */
  @TempDir private static Path sound;

  @TempDir Path data;

  /**
   * Account 4 is bob's, 5 alice's. Bob had 200 credits, alice 100 (transfers 1, 2); drop 1 fell and
   * was paid (3); drop 2 was in doubt and is refunded; bob gave alice 10 (4); carol, member 3 with
   * account 6, was merged into alice (6), dave's account 7 closed (8); drop 3 is under way.
   */
  @BeforeAll
  static void makeBooks() throws IOException {
    ManualTimers time = new ManualTimers();
    try (ScriptedHouse house =
        new ScriptedHouse(sound, time, List.of(ScriptedHouse.machine("d", 50, 5)))) {
      MemberRecord bob = house.member("bob", 200);
      MemberRecord alice = house.member("alice", 100);
      drop(house, bob, new DropOutcome.Dropped());
      drop(house, bob, new DropOutcome.Unknown("silence"));
      house.inDoubtDrops.resolve(2, Decision.REFUNDED, "admin:alice", "it stuck").join();
      Transfer gift = Transfer.of(Kind.GIFT, bob.account(), alice.account(), 10);
      house.store.writeNow(tx -> house.ledger.move(tx, gift, "member:bob", "gift"));
      house.members.departures().merge(house.member("carol", 20), alice, "admin:alice").join();
      house.members.departures().closeToTreasury(house.member("dave", 30), "admin:alice").join();
      house.dispatcher.drop(house.request(bob, "d", 1));
      house.settle();
    }
  }

  @BeforeEach
  void copyBooks() {
    TestBooks.copy(sound, data);
  }

  private static void drop(ScriptedHouse house, MemberRecord bob, DropOutcome outcome) {
    house.dispatcher.drop(house.request(bob, "d", 1));
    house.settle();
    house.board("d").answer(outcome);
    house.settle();
  }

  private List<String> findings() {
    StoreView books = TestBooks.view(data);
    return BooksVerifier.verify(books).join().disagreements();
  }

  @Test
  void soundBooksAreSound() {
    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "the sum of all accounts is 0 | UPDATE account SET balance = balance + 1 WHERE id = 4",
        "every balance equals its postings | UPDATE account SET balance = balance + 1 WHERE id = 4",
        "nobody is below the floor | UPDATE account SET floor = 1000 WHERE id = 4",
        "every account's transfers follow | UPDATE transfer SET debit_before = 1 WHERE id = 4",
        "every account's transfers follow | UPDATE account SET last_transfer = 2 WHERE id = 4",
        "every account's transfers follow | DELETE FROM transfer WHERE id = 3",
        "what an account holds is the prices | UPDATE account SET held = 0 WHERE id = 4",
        "what an account holds is the prices | UPDATE account SET held = 50 WHERE id = 5",
        "what an account holds is the prices | UPDATE drop_order SET price = 40 WHERE id = 3",
        "what an account holds is the prices | DELETE FROM drop_order WHERE id = 3",
        "every drop is paid by its member | UPDATE drop_order SET account = 5 WHERE id = 3",
        "every drop that fell is paid by one | DELETE FROM transfer WHERE id = 3",
        "every drop that fell is paid by one | UPDATE transfer SET amount = 49 WHERE id = 3",
        "every drop that fell is paid by one | UPDATE transfer SET debit_account = 5 WHERE id = 3",
        "every drop that fell is paid by one | UPDATE transfer SET credit_account = 2 WHERE id = 3",
        "every drop that fell is paid by one | UPDATE transfer SET drop_id = 2 WHERE id = 3",
        "every drop that fell is paid by one | UPDATE drop_order SET last_transfer = 1 WHERE id ="
            + " 1",
        "every drop that fell is paid by one | TRANSFER 'drop', 4, 1, 50, 1, NULL",
        "every drop that fell is paid by one | TRANSFER 'drop', 4, 1, 50, 3, NULL",
        "every refund pays back one drop | TRANSFER 'refund', 1, 4, 49, 1, NULL",
        "every refund pays back one drop | TRANSFER 'refund', 1, 5, 50, 1, NULL",
        "every refund pays back one drop | TRANSFER 'refund', 2, 4, 50, 1, NULL",
        "every refund pays back one drop | TRANSFER 'refund', 1, 4, 50, 2, NULL",
        "every undo takes back one gift | TRANSFER 'undo', 5, 4, 9, NULL, 4",
        "every undo takes back one gift | TRANSFER 'undo', 5, 1, 10, NULL, 4",
        "every undo takes back one gift | TRANSFER 'undo', 4, 2, 200, NULL, 1",
        "every undo takes back one gift | TRANSFER 'undo', 5, 4, 10, NULL, 99",
        "every merge and every close empties | UPDATE account SET closed_at = NULL WHERE id = 6",
        "every merge and every close empties | UPDATE transfer SET debit_balance = 1 WHERE id = 8",
        "every merge and every close empties | TRANSFER 'close', 4, 2, 150, NULL, NULL",
        "every merge and every close empties | TRANSFER 'merge', 6, 5, 20, NULL, NULL",
        "every account that is closed is empty | UPDATE account SET held = 1 WHERE id = 6",
        "every member is closed with the account | UPDATE member SET closed_at = NULL WHERE id = 3",
        "every member is closed with the account | UPDATE account SET closed_at = 1 WHERE id = 4",
        "every member who was merged is closed | UPDATE member SET merged_into = 1 WHERE id = 2",
        "every member who was merged is closed | UPDATE member SET merged_into = 99 WHERE id = 3",
        "every member who was merged is closed | UPDATE member SET merged_into = 3 WHERE id = 4",
        "every iButton belongs to a member | INSERT INTO ibutton (id, member) VALUES ('01ab', 3)",
        "every token, session and outside | INSERT INTO token VALUES (1, 3, 'h', 'x', 'read', 1, 1,"
            + " 1)",
        "every token, session and outside | INSERT INTO web_session VALUES ('h', 99, NULL, 1, 1,"
            + " 1)",
        "every token, session and outside | INSERT INTO outside_identity VALUES ('i', 's', 3, 1)",
        "every drop is open or has one end | UPDATE drop_order SET settled_at = 1 WHERE id = 3",
        "every drop is open or has one end | UPDATE drop_order SET settled_at = NULL WHERE id = 1",
        "every drop is open or has one end | UPDATE drop_order SET state = 'LOST' WHERE id = 3",
        "every drop is open or has one end | UPDATE drop_order SET actor = NULL WHERE id = 1",
        "every drop is open or has one end | UPDATE drop_order SET sent_at = NULL WHERE id = 3",
        "every drop that was in doubt is in | UPDATE drop_order SET state = 'REFUSED' WHERE id = 2",
        "every drop that was in doubt is in | DELETE FROM drop_event",
        "every slot's numbers equal its moves | UPDATE slot SET count = count + 1",
        "every slot's numbers equal its moves | UPDATE slot SET dropped = dropped + 1",
        "every slot's numbers equal its moves | UPDATE drop_order SET counted = 0 WHERE id = 1",
        "every slot's numbers equal its moves | DELETE FROM stock_move",
        "every price of a slot is the newest | UPDATE slot SET price = 51",
        "every price of a slot is the newest | DELETE FROM slot_price"
      })
  void aFaultIsFound(String rule, String fault) throws SQLException {
    breakBooks(fault);

    assertThat(findings()).anyMatch(line -> line.startsWith("not so: " + rule));
  }

  @Test
  void whatMayHappenOnceIsFoundWhenItHappensTwice() throws SQLException {
    breakBooks("TRANSFER 'refund', 1, 4, 50, 1, NULL");
    breakBooks("TRANSFER 'undo', 5, 4, 10, NULL, 4");
    assertThat(findings()).noneMatch(line -> line.contains("refund") || line.contains("undo"));

    breakBooks("TRANSFER 'refund', 1, 4, 50, 1, NULL");
    breakBooks("TRANSFER 'undo', 5, 4, 10, NULL, 4");
    assertThat(findings())
        .anyMatch(line -> line.startsWith("not so: every refund pays back one drop"))
        .anyMatch(line -> line.startsWith("not so: every undo takes back one gift"));
  }

  /**
   * Edits the books past everything that guards it.
   *
   * @param fault a statement, or {@code TRANSFER} with the kind, who gives, who gets, how much, for
   *     which drop, and which gift it undoes; then no balance follows it
   */
  private void breakBooks(String fault) throws SQLException {
    try (Connection connection = TestBooks.unguarded(data);
        Statement statement = connection.createStatement()) {
      statement.execute(
          fault.startsWith("TRANSFER ")
              ? """
              INSERT INTO transfer (kind, debit_account, credit_account, amount, drop_id, undone,
                debit_balance, credit_balance, debit_before, credit_before, at, actor, reason)
              VALUES (%s, 0, 0, 0, 0, 0, 'test', 'test')\
              """
                  .formatted(fault.substring("TRANSFER ".length()))
              : fault);
    }
  }
}
