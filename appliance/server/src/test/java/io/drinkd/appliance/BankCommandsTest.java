package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operator's commands where the books are in a bank. */
class BankCommandsTest extends TestWithCommands {

  private static final String EMPTY =
      " has no books; if it should have some, correct url:, or put back the database that has them;"
          + " for a new bank: drinkd bank init";

  private final BankAddress bank = TestBanks.createEmpty();

  BankCommandsTest() {
    super(Map.of("TZ", "GMT0"));
  }

  @BeforeEach
  void configure() throws IOException {
    keepBooksIn("{ postgres: { url: \"" + bank + "\", user: postgres } }");
  }

  private void keepBooksIn(String store) throws IOException {
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
        store: %s
        """
            .formatted(store));
  }

  @Test
  void nothingMakesTheTablesButInit() {
    assertThat(run("user", "list")).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err()).contains(EMPTY);
    assertThat(run("bank", "migrate")).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(run("bank", "verify")).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err()).contains(EMPTY);
    assertThat(run("--json", "bank", "status")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("\"tables\":0").contains("\"appliances\":[]");
    assertThat(err()).contains(EMPTY);

    assertThat(run("bank", "init")).as(this::err).isEqualTo(ExitCode.WELL);

    assertThat(run("user", "list")).as(this::err).isEqualTo(ExitCode.WELL);
    assertThat(run("bank", "init")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("has tables already");
    assertThat(run("bank", "migrate")).isEqualTo(ExitCode.WELL);
    assertThat(out()).isEqualTo("nothing to do: the tables have version 1 already\n");
    assertThat(run("bank", "status")).isEqualTo(ExitCode.WELL);
    assertThat(out()).contains("Floor drink server").contains("encrypted").contains("server");
  }

  @Test
  void theBooksAreReadAndVerifiedThere() {
    run("bank", "init");
    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.WELL);
    assertThat(out()).contains("sound: ");
    assertThat(run("backup", temporary.resolve("copy").toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("pg_dump");
    assertThat(run("restore", "anything")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void whoeverHasTheBankIsNamedAndNotDisturbed() {
    run("bank", "init");
    try (Store store = PostgresStore.open(bank, "North tower", nanos -> {})) {
      assertThat(run("user", "list")).as(this::err).isEqualTo(ExitCode.WELL);
      assertThat(run("bank", "migrate")).isEqualTo(ExitCode.IN_USE);
      assertThat(err())
          .contains("in use by the appliance \"North tower\"")
          .contains("stop each of them where it runs (a service by: systemctl stop drinkd)");
      assertThat(run("bank", "restored")).isEqualTo(ExitCode.IN_USE);
      assertThat(run("bank", "init")).isEqualTo(ExitCode.IN_USE);
      makeBooksInAFile();
      assertThat(run("bank", "import")).isEqualTo(ExitCode.IN_USE);
      assertThat(run("--json", "bank", "status")).isEqualTo(ExitCode.WELL);
      assertThat(out())
          .contains("\"appliance\":\"North tower\",\"present\":true")
          .contains("\"takeover-millis\":4000")
          .contains("\"took-bank-at\":")
          .contains("\"writable\":true")
          .doesNotContain("\"since\"");
      assertThat(run("bank", "verify")).as(this::err).isEqualTo(ExitCode.WELL);
      assertThat(out()).contains("sound: ");
      store.check().join();
    }
  }

  @Test
  void commandsLeaveWhenAnApplianceHadTheBankAsItWas() {
    run("bank", "init");
    try (Store store = PostgresStore.open(bank, "Floor drink server", nanos -> {})) {
      store.check().join();
    }
    String appliances = appliances();

    assertThat(run("user", "list")).as(this::err).isEqualTo(ExitCode.WELL);
    assertThat(appliances()).isEqualTo(appliances);
    assertThat(run("user", "credits", "nobody", "+5", "--reason", "cash"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(appliances()).isEqualTo(appliances);
  }

  /** What is shown of them. */
  private String appliances() {
    String shown = listed("--json", "bank", "status");
    return shown.substring(shown.indexOf("\"appliances\""), shown.indexOf("\"machines\""));
  }

  @Test
  void whereTheTablesAreOfAnotherVersionItSaysWhatToDo() throws SQLException {
    run("bank", "init");
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE flyway_schema_history SET version = '99'");
    }
    assertThat(run("bank", "status")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("by a newer version of drinkd; install that version here");
    assertThat(run("bank", "migrate")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("by a newer version of drinkd; install that version here");
    assertThat(run("user", "list")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("have version 99, this one knows 1); install that version here");
  }

  @Test
  void thatItTakesNoWritesIsSaidWithWhatToDo() throws SQLException {
    run("bank", "init");
    administer("SET default_transaction_read_only = on");
    assertThat(run("--json", "bank", "status")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("\"writable\":false");
    assertThat(err())
        .contains("the server takes no writes now; promote it if it is a replica, or set");
    assertThat(run("user", "list")).isEqualTo(ExitCode.UNUSABLE_FILES);
    administer("RESET default_transaction_read_only");
    assertThat(run("bank", "status")).as(this::err).isEqualTo(ExitCode.WELL);
  }

  /** Somebody takes rights from the user who owns the tables. */
  @Test
  void thatItsUserMayNotWriteIsSaidWithWhatToDo() throws Exception {
    String poor = "poor_" + bank.database();
    executeAsAdministrator(
        "CREATE ROLE " + poor + " LOGIN",
        "ALTER DATABASE " + bank.database() + " OWNER TO " + poor);
    keepBooksIn("{ postgres: { url: \"" + bank + "\", user: " + poor + " } }");
    assertThat(run("bank", "init")).as(this::err).isEqualTo(ExitCode.WELL);
    makeBooksInAFile();
    listed("bank", "import");
    try (CapturedLog log = CapturedLog.of("io.drinkd.appliance", Level.WARN);
        Appliance started = startAppliance()) {
      executeAsAdministrator("REVOKE INSERT, UPDATE ON transfer, account FROM " + poor);
      assertThat(run("--json", "bank", "status")).isEqualTo(ExitCode.FAILED);
      assertThat(out()).contains("\"writable\":false");
      assertThat(err())
          .contains("the user \"" + poor + "\" has no right to do this there; let it own")
          .contains("GRANT ALL ON ALL TABLES IN SCHEMA public TO \"" + poor + "\"");
      assertCreditsCannotBeGiven();
      executeAsAdministrator("REVOKE INSERT, UPDATE ON ALL TABLES IN SCHEMA public FROM " + poor);
      assertCreditsCannotBeGiven();
      assertThat(log.stacks()).isEmpty();
      assertThat(log.warnings()).anyMatch(line -> line.contains("has no right to do this there"));
      assertThat(started.services().health().look().join().ready()).isFalse();
    }
    executeAsAdministrator("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + poor);
    assertThat(run("bank", "status")).as(this::err).isEqualTo(ExitCode.WELL);
  }

  private void assertCreditsCannotBeGiven() {
    assertThat(run("user", "credits", "bob", "+1", "--reason", "cash"))
        .isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err()).contains("GRANT ALL ON ALL TABLES IN SCHEMA public TO");
  }

  private void executeAsAdministrator(String... statements) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void administer(String setting) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute("ALTER DATABASE " + bank.database() + " " + setting);
    }
  }

  /** Nothing answers there, though connections are taken. */
  @Test
  void aServerThatStandsStillIsNamedInOneLine() throws IOException {
    run("bank", "init");
    try (BankProxy proxy = new BankProxy(bank)) {
      keepBooksIn("{ postgres: { url: \"" + proxy.address() + "\", user: postgres } }");
      proxy.freeze();
      assertThat(run("bank", "status")).isEqualTo(ExitCode.UNUSABLE_FILES);
      assertThat(err()).hasLineCount(1).contains("it does not answer in time");
    }
  }

  @Test
  void whileACommandHasAllOfItNothingElseUsesIt() {
    run("bank", "init");
    try (Store all = PostgresStore.openAlone(bank, "North tower")) {
      assertThat(run("user", "list")).isEqualTo(ExitCode.IN_USE);
      assertThat(err()).contains("in use by a command that needs all of it").contains("wait until");
      all.check().join();
    }
  }

  @Test
  void theBankCommandsNeedABank() throws IOException {
    keepBooksIn("sqlite");
    assertThat(run("bank", "status")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("store: found sqlite");
  }

  private void makeBooksInAFile() {
    try (DataFolder folder = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(folder.path()), TestSettings.MEMBERS, timers)) {
      MemberRecord bob =
          books
              .foundation()
              .members()
              .add(new NewMember("bob", Optional.empty(), true, 100, List.of("b0b0")), "test")
              .join();
      DropsInTheBooks.addInDoubt(books, bob);
      books
          .foundation()
          .members()
          .add(new NewMember("t\u00e4b", Optional.empty(), false, 7, List.of()), "a\tb\\n\n")
          .join();
    }
  }

  private String listed(String... command) {
    assertThat(run(command)).as(this::err).isEqualTo(ExitCode.WELL);
    return out();
  }

  @Test
  void importedBooksAreTheSameAndContinue() throws IOException {
    makeBooksInAFile();
    keepBooksIn("sqlite");
    List<String> before =
        List.of(
            listed("--json", "user", "list"),
            listed("--json", "drops", "--in-doubt"),
            listed("--json", "audit"),
            listed("ledger", "export", "--csv"));
    configure();
    run("bank", "init");

    assertThat(run("bank", "import")).as(this::err).isEqualTo(ExitCode.WELL);
    assertThat(out())
        .contains("sound, ")
        .contains("rows, the same in both; move " + temporary.resolve("data/drinkd.db") + " away");

    assertThat(
            List.of(
                listed("--json", "user", "list"),
                listed("--json", "drops", "--in-doubt"),
                listed("--json", "audit"),
                listed("ledger", "export", "--csv")))
        .isEqualTo(before);
    assertThat(run("resolve", "1", "dropped", "--reason", "seen"))
        .as(this::err)
        .isEqualTo(ExitCode.WELL);
    assertThat(run("user", "credits", "bob", "+500", "--reason", "cash"))
        .as(this::err)
        .isEqualTo(ExitCode.WELL);
    assertThat(run("ledger", "verify")).as(this::out).isEqualTo(ExitCode.WELL);
    assertThat(run("bank", "import")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("has books already; only an empty one is filled");
    // By commands alone.
    assertThat(listed("--json", "bank", "status")).contains("\"takeover-millis\":4000");
  }

  /** Whoever forgets the import, and starts an appliance: it has written slots then, and more. */
  @Test
  void booksCanBeImportedAfterAnApplianceWasStartedWithoutThem() throws Exception {
    makeBooksInAFile();
    run("bank", "init");
    Files.createDirectory(temporary.resolve("machines"));
    Files.writeString(
        temporary.resolve("machines/d.yaml"),
        """
        name: Big Drink
        location: here
        driver: none
        connect: 127.0.0.1:9
        password: { env: PASSWORD }
        slots: [{ slot: 1, item: Tea, price: 40, count: 3 }]
        """);
    String missing =
        "the bank has no member, and " + temporary.resolve("data/drinkd.db") + " has 2";
    String step = "books of the data folder: stop drinkd, then: drinkd bank import";
    try (CapturedLog log = CapturedLog.of("io.drinkd.appliance.service", Level.WARN);
        Appliance started = startAppliance()) {
      assertThat(log.warnings())
          .anyMatch(line -> line.contains(temporary.resolve("data/drinkd.db") + " have 2"));
      assertThat(run("status")).isEqualTo(ExitCode.FAILED);
      assertThat(out()).contains(missing).contains(step).doesNotContain("no member yet");
      listed("machine", "service", "d", "off", "--reason", "test");
      assertThat(run("bank", "import")).isEqualTo(ExitCode.IN_USE);
      assertThat(started.services().catalog().machine("d").slots()).hasSize(1);
    }
    assertThat(run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains(missing).contains(step).doesNotContain("no member yet");

    assertThat(run("bank", "import")).as(this::err).isEqualTo(ExitCode.WELL);

    assertThat(listed("--json", "user", "list")).contains("bob");
    assertThat(listed("ledger", "verify")).startsWith("sound");
    run("status");
    assertThat(out()).doesNotContain("books of the data folder");
    assertThat(run("bank", "import")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("create another database, and let url: name it");
    try (Appliance again = startAppliance()) {
      assertThat(again.services().foundation().members().find("bob")).isPresent();
    }
  }

  private Appliance startAppliance() throws IOException, CannotListenException {
    SettingsReader reader = new SettingsReader(Protocols.declared(), Map.of("PASSWORD", "x"));
    Files.createDirectories(temporary.resolve("machines"));
    Path drivers = Files.createDirectories(temporary.resolve("drivers"));
    return Appliance.start(reader.read(temporary), List.of(drivers));
  }

  @Test
  void unsoundBooksAreNotImported() throws SQLException {
    makeBooksInAFile();
    Path file = temporary.resolve("data").resolve(SqliteStore.FILE_NAME);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE account SET held = held + 1 WHERE name = 'member:bob'");
    }
    run("bank", "init");
    assertThat(run("bank", "import")).isEqualTo(ExitCode.UNSOUND);
    assertThat(err()).contains("nothing was imported");
    assertThat(listed("--json", "user", "list")).doesNotContain("bob");
  }

  @Test
  void withoutBooksThereIsNothingToImport() {
    run("bank", "init");
    assertThat(run("bank", "import")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("there are no books to import");
  }

  @Test
  void whatWasOpenInARestoredDumpIsInDoubt() throws SQLException {
    makeBooksInAFile();
    run("bank", "init");
    run("bank", "import");
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE drop_order SET state = 'SENT'");
      statement.execute("UPDATE bank_place SET database = database + 1");
    }
    assertThat(run("user", "list")).isEqualTo(ExitCode.UNUSABLE_FILES);
    assertThat(err()).contains("was put back from a dump").endsWith("drinkd bank restored\n");
    assertThat(run("bank", "status")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("writable");
    assertThat(err())
        .hasLineCount(1)
        .contains("was put back from a dump")
        .endsWith("drinkd bank restored\n");
    assertThat(run("bank", "restored")).as(this::err).isEqualTo(ExitCode.WELL);
    assertThat(out())
        .startsWith("1 drop was open and is in doubt now; see drops --in-doubt, and decide it");
    assertThat(listed("--json", "drops", "--in-doubt")).contains("restored copy");
    assertThat(listed("bank", "restored")).startsWith("no drop was open");
    listed("bank", "status");
    assertThat(run("ledger", "verify")).as(this::out).isEqualTo(ExitCode.WELL);
  }

  @Test
  void whatWasSentAtAMachineThatNobodyOwnsIsShownWithWhatToDo() throws SQLException {
    makeBooksInAFile();
    run("bank", "init");
    run("bank", "import");
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE drop_order SET state = 'SENT'");
    }
    String next = "start an appliance that has a file for machine d; it is in doubt then";
    assertThat(listed("--json", "drop", "show", "1")).contains("\"next\":\"" + next);
    assertThat(listed("--json", "drops", "--in-doubt"))
        .contains("sent, and no appliance has the machine")
        .contains("\"next\":\"" + next);
    assertThat(run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("1 at machines that no appliance has, the oldest is drop 1 of");
  }
}
