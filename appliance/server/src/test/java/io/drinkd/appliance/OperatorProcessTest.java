package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.control.ControlSocket;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.SocketPlace;
import io.drinkd.appliance.control.UnixUser;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operator's commands as processes give them: on the books themselves, and while they are open. */
class OperatorProcessTest {

  @TempDir Path temporary;
  private Path data;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void configure() throws IOException {
    data = temporary.resolve("data");
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
        """);
    inBooks(
        books -> {
          NewMember bob = new NewMember("bob", Optional.empty(), false, 100, List.of());
          MemberRecord added = books.foundation().members().add(bob, "test").join();
          return DropsInTheBooks.addInDoubt(books, added);
        });
  }

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

  private <T> T inBooks(Function<Services, T> work) {
    try (DataFolder folder = DataFolder.take(data);
        SystemTimers timers = Timers.system("timers");
        Services books = Services.openBooks(folder.path(), TestSettings.MEMBERS, timers)) {
      return work.apply(books);
    }
  }

  private interface Check {
    void run() throws Exception;
  }

  /** With nobody on the books, or while a process has them open and takes commands. */
  private void whether(boolean open, Check check) throws Exception {
    if (!open) {
      check.run();
      return;
    }
    try (DataFolder folder = DataFolder.take(data);
        SystemTimers timers = Timers.system("timers");
        Services books = Services.openBooks(folder.path(), TestSettings.MEMBERS, timers);
        ControlSocket socket =
            ControlSocket.open(SocketPlace.in(folder), BooksCommandRunner.onBooks(books), timers)) {
      assertThat(socket).isNotNull();
      check.run();
    }
  }

  private Balance balanceOfBob() {
    return inBooks(
        books ->
            books
                .foundation()
                .ledger()
                .balance(books.foundation().members().find("bob").orElseThrow().account()));
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
    inBooks(
        books ->
            books
                .foundation()
                .store()
                .<Integer>writeNow(
                    tx -> tx.update("UPDATE drop_order SET state = 'QUEUED' WHERE id = 1")));
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
                  "ID MACHINE SLOT MEMBER PRICE SINCE REASON",
                  "1 d 1 bob 30 2026-11-20 08:25:17 no answer");

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
  void makesBackup(boolean open) throws Exception {
    Path copy = temporary.resolve("copy.db");
    whether(
        open,
        () -> {
          assertThat(run("backup", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
          assertThat(out())
              .isEqualTo("backed up to " + copy + ": sound, 4 accounts, 1 transfers, 1 drops\n");
          assertThat(run("backup", copy.toString())).isEqualTo(ExitCode.FAILED);
          assertThat(err())
              .isEqualTo(
                  copy
                      + ": exists already; replace it with --replace, or name another; nothing was"
                      + " written\n");
          assertThat(run("backup", temporary + "/nowhere/copy.db")).isEqualTo(ExitCode.FAILED);
          assertThat(err()).contains("nowhere/copy.db: cannot be written: ");
        });
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    assertThat(temporary.resolve("copy.db.part")).doesNotExist();
  }

  /** SQLite would read some of them into the books, and drinkd others. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void putsNoBackupWhereItWouldDisturbBooks(boolean open) throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), data);
    Path beside = Files.createFile(temporary.resolve("copy.db.part-journal"));
    whether(
        open,
        () -> {
          for (String name : List.of("drinkd.db-journal", "drinkd.db-wal", "replacing", "a.db")) {
            for (Path folder : List.of(data, link, data.resolve("unpacked"))) {
              Path file = folder.resolve(name);
              boolean present = Files.exists(file);
              assertThat(run("backup", file.toString())).as("" + file).isEqualTo(ExitCode.FAILED);
              assertThat(err()).startsWith(file + ": ").endsWith("; nothing was written\n");
              assertThat(Files.exists(file)).isEqualTo(present);
            }
          }
          assertThat(run("backup", temporary + "/x.db-wal")).isEqualTo(ExitCode.FAILED);
          assertThat(err()).contains("found a name that SQLite gives to a part of other books");
          assertThat(run("backup", temporary + "/copy.db")).isEqualTo(ExitCode.FAILED);
          assertThat(err()).startsWith(beside + ": SQLite would take it for a part of the copy;");
        });
    assertThat(run("ledger", "verify")).as(err()).isEqualTo(ExitCode.WELL);
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

  @Test
  void restoresBackup() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    run("resolve", "1", "dropped", "--reason", "seen");
    assertThat(balanceOfBob()).isEqualTo(new Balance(70, 0, 0));

    whether(
        true,
        () -> {
          assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.FAILED);
          assertThat(err())
              .isEqualTo("the appliance is running; stop it, then run this command again\n");
        });
    assertThat(balanceOfBob()).isEqualTo(new Balance(70, 0, 0));

    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(out())
        .startsWith("restored from " + copy + ": sound, 4 accounts, 1 transfers, 1 drops\n")
        .contains("the books that were replaced are in " + data + "/replaced-");
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 30, 0));
    assertThat(inData()).containsExactly("control", "drinkd.db", "lock", "replaced", "unpacked");

    // What was kept aside is as good a copy as any.
    Path aside = Path.of(out().substring(out().indexOf(" are in ") + 8).strip());
    String old = aside.resolve(SqliteStore.FILE_NAME).toString();
    assertThat(run("restore", "--without-checksum", old)).isEqualTo(ExitCode.WELL);
    assertThat(balanceOfBob()).isEqualTo(new Balance(70, 0, 0));
  }

  /** What is in the data folder once all is closed; dates are left away. */
  private List<String> inData() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("-20.*", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void restoresInPlaceOfDamagedBooks() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    try (RandomAccessFile file = new RandomAccessFile(data.resolve("drinkd.db").toFile(), "rw")) {
      file.write("damaged".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("Restore a sound copy: drinkd restore FILE");

    assertThat(run("restore", copy.toString())).as(err()).isEqualTo(ExitCode.WELL);
    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.WELL);
  }

  @Test
  void restoresIntoEmptyFolder() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    Files.delete(data.resolve("drinkd.db"));

    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.WELL);
    assertThat(out()).doesNotContain("the books that were replaced");
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 30, 0));
  }

  @Test
  void restoresNothingThatIsNotSound() throws Exception {
    Path copy = temporary.resolve("copy.db");
    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err()).isEqualTo(copy + ": there is no such file; nothing was changed\n");

    Files.createFile(copy);
    assertThat(run("restore", "--without-checksum", copy.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).isEqualTo(copy + ": holds no books of drinkd; nothing was changed\n");

    Files.writeString(copy, "These are not the books.".repeat(500));
    assertThat(run("restore", "--without-checksum", copy.toString())).isEqualTo(ExitCode.UNSOUND);

    inBooks(
        books ->
            books
                .foundation()
                .store()
                .<Integer>writeNow(
                    tx -> tx.update("UPDATE drop_order SET state = 'QUEUED' WHERE id = 1")));
    Path wrong = temporary.resolve("wrong.db");
    Files.copy(data.resolve("drinkd.db"), wrong);
    assertThat(run("restore", "--without-checksum", wrong.toString())).isEqualTo(ExitCode.UNSOUND);
    assertThat(err())
        .contains("every drop that was in doubt is in the state")
        .contains("nothing was changed");
    assertThat(inData()).containsExactly("drinkd.db", "lock", "unpacked");
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
                  .isEqualTo(ExitCode.FAILED));
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

  @Test
  void opensNoBooksInTheMidstOfARestore() throws Exception {
    Path copy = temporary.resolve("copy.db");
    run("backup", copy.toString());
    Files.createFile(data.resolve("replacing"));
    Files.delete(data.resolve("drinkd.db"));

    assertThat(run("user", "list")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("a restore was interrupted");
    assertThat(data.resolve("drinkd.db")).doesNotExist();

    assertThat(run("restore", copy.toString())).isEqualTo(ExitCode.WELL);
    assertThat(balanceOfBob()).isEqualTo(new Balance(100, 30, 0));
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("--conf", temporary.toString()));
    Collections.addAll(all, arguments);
    return new Main(Map.of("SUDO_USER", "alice", "TZ", "GMT0"), stream(out), stream(err)).run(all);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
