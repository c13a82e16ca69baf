package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.UnixUser;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.sunday.CapturedLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operator's commands on books, whether or not a process has them open. */
class OperatorProcessTest extends OperatorOnBooks {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void auditNamesUserBehindCommand(boolean open) throws Exception {
    whether(open, () -> assertThat(run("user", "floor", "bob", "-5")).isEqualTo(ExitCode.WELL));

    List<AuditLog.Entry> last = inBooks(books -> books.foundation().audit().last(1).join());
    assertThat(last)
        .singleElement()
        .extracting(AuditLog.Entry::actor)
        .isEqualTo("operator:" + UnixUser.ofThisProcess() + " (sudo alice)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void verifiesLedger(boolean open) throws Exception {
    whether(
        open,
        () -> {
          assertThat(run("ledger", "verify")).as(err()).isEqualTo(ExitCode.WELL);
          assertThat(out()).matches("sound: \\d+ rules, 4 accounts, 1 transfers, 1 drops\n");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysWhichRowsDisagree(boolean open) throws Exception {
    makeUnsound();
    whether(
        open,
        () -> {
          assertThat(run("ledger", "verify")).isEqualTo(ExitCode.UNSOUND);
          assertThat(out())
              .contains(
                  "not so: every drop that was in doubt is in the state of its last event: drop_id"
                      + " 1, state QUEUED, event_state IN_DOUBT\n")
              .contains("NOT SOUND: ");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void exportsLedger(boolean open) throws Exception {
    whether(
        open,
        () -> {
          assertThat(run("ledger", "export", "--csv")).isEqualTo(ExitCode.WELL);
          assertThat(out())
              .startsWith("id,time,debit,credit,amount,actor,reason\r\n1,")
              .endsWith(",\"house:treasury\",\"member:bob\",100,\"test\",\"first credits\"\r\n");

          assertThat(run("ledger", "export", "--beancount")).isEqualTo(ExitCode.WELL);
          assertThat(out())
              .contains(" open Liabilities:Members:4-bob CREDIT\n")
              .contains("  Liabilities:Members:4-bob  -100 CREDIT\n");

          assertThat(run("ledger", "export")).isEqualTo(ExitCode.USAGE);
          assertThat(run("ledger", "export", "--csv", "--beancount")).isEqualTo(ExitCode.USAGE);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decidesDropInDoubt(boolean open) throws Exception {
    whether(
        open,
        () -> {
          assertThat(run("drops", "--in-doubt")).isEqualTo(ExitCode.WELL);
          assertThat(out().lines().map(line -> line.strip().replaceAll(" +", " ")))
              .containsExactly(
                  "ID MACHINE SLOT MEMBER PRICE SINCE REASON NEXT",
                  "1 d 1 bob 30 2026-11-20 08:25:17 no answer"
                      + " look into the machine, then resolve it");

          assertThat(run("resolve", "1", "dropped")).isEqualTo(ExitCode.USAGE);
          assertThat(run("resolve", "1", "dropped", "--reason", "seen on camera"))
              .isEqualTo(ExitCode.WELL);
          assertThat(out()).isEqualTo("drop 1 is dropped: the member pays\n");
          assertThat(run("ledger", "verify")).as(out()).isEqualTo(ExitCode.WELL);
        });
    assertThat(balanceOfBob()).isEqualTo(new Balance(70, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"050", "0x10", "\u0664\u0663", "+5", "1.0", "1e3"})
  void takesPlainDecimalsOnly(String number) {
    String expected = "found " + number + ", expected a whole number in plain decimal digits";
    assertThat(run("user", "floor", "bob", number)).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains(expected);
    assertThat(run("drop", "refund", number, "--reason", "stuck")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains(expected);
  }

  @Test
  void refunds() throws Exception {
    assertThat(run("resolve", "1", "refunded", "--reason", "still in the slot"))
        .isEqualTo(ExitCode.WELL);
    assertThat(out()).isEqualTo("drop 1 is refunded\n");
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 0, 0));
    String who =
        inBooks(
            books ->
                books
                    .foundation()
                    .store()
                    .<Optional<String>>readNow(
                        tx ->
                            tx.first(
                                "SELECT actor || ': ' || reason FROM drop_event ORDER BY id DESC",
                                row -> row.getString(1)))
                    .orElseThrow());
    assertThat(who)
        .isEqualTo("operator:" + UnixUser.ofThisProcess() + " (sudo alice): still in the slot");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void setsFloor(boolean open) throws Exception {
    whether(
        open,
        () -> {
          assertThat(run("user", "floor", "bob", "-500")).isEqualTo(ExitCode.WELL);
          assertThat(out()).isEqualTo("the credits of bob never go below -500\n");
          assertThat(run("user", "floor", "bob", "1")).isEqualTo(ExitCode.USAGE);
          assertThat(run("user", "floor", "zoe", "0")).isEqualTo(ExitCode.FAILED);
          assertThat(err()).isEqualTo("there is no member zoe\n");
        });
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 30, -500));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changesPassword(boolean open) throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("correct horse\n".getBytes(StandardCharsets.UTF_8)));
    try {
      whether(open, () -> assertThat(run("user", "passwd", "bob")).isEqualTo(ExitCode.WELL));
    } finally {
      System.setIn(before);
    }
    boolean right =
        inBooks(
            books ->
                books
                    .foundation()
                    .members()
                    .authenticate("bob", "correct horse")
                    .join()
                    .isPresent());
    assertThat(right).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void echoesNothingThatMovesTheCursor(boolean open) throws Exception {
    String word = "x\u001b[2J\u009b\u202e";
    whether(
        open,
        () -> {
          for (List<String> command :
              List.of(
                  List.of("user", "show", word),
                  List.of("user", word),
                  List.of("user", "list", "--" + word),
                  List.of("machine", "show", word),
                  List.of("user", "close", "bob", "--to", word, "--yes"),
                  List.of("backup", word + "/nowhere/copy.db"),
                  List.of("restore", word),
                  List.of("user", "import", word),
                  List.of("user", "credits", "bob", word, "--reason", "x"))) {
            run(command.toArray(String[]::new));
            assertThat(out() + err())
                .as(command.toString())
                .isNotEmpty()
                .doesNotContain("\u001b", "\u009b", "\u202e");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysInOneLineThatTheBooksCannotBeWritten(boolean open) throws Exception {
    refuseTransfers();
    try (CapturedLog log = CapturedLog.of("io.drinkd.appliance", Level.WARN)) {
      whether(
          open,
          () ->
              assertThat(run("resolve", "1", "dropped", "--reason", "seen on camera"))
                  .isEqualTo(ExitCode.UNUSABLE_FILES));
      assertThat(err()).startsWith("writing " + data.resolve("drinkd.db") + " failed: ");
      assertThat(err().lines()).hasSize(1);
      assertThat(log.lines()).as("before the operator's eyes").isEmpty();
    }
  }

  /** The account that is paid has a last transfer that there will not be for long. */
  private void refuseTransfers() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data + "/drinkd.db");
        Statement statement = connection.createStatement()) {
      String name = "balance_follows_transfers";
      String trigger;
      try (ResultSet row =
          statement.executeQuery("SELECT sql FROM sqlite_schema WHERE name = '" + name + "'")) {
        trigger = row.getString(1);
      }
      statement.execute("DROP TRIGGER " + name);
      statement.execute("UPDATE account SET last_transfer = 999 WHERE name = 'house:sales'");
      statement.execute(trigger);
    }
  }
}
