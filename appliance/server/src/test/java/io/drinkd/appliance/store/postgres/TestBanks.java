package io.drinkd.appliance.store.postgres;

import io.drinkd.driver.testkit.ReservedPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;

/**
 * Databases on an unmodified PostgreSQL, one server for all tests of a process: it is started with
 * the first of them, and ends with the process. With {@code -Ddrinkd.test.bank.port=N} it is the
 * one that listens there on 127.0.0.1, such as Debian's, whose superuser postgres needs no
 * password.
 */
public final class TestBanks {

  /** So many are kept; whoever wants another one has the oldest dropped. */
  public static final Duration START_MOST = Duration.ofMinutes(2);

  private static final int KEPT = 40;

  private static final String EMPTY = "books_empty";
  private static final long ROOM_LEAST = 2L << 30;

  private static int port;
  private static ReservedPort reserved;
  private static int last;
  private static final Queue<String> NAMES = new ArrayDeque<>();

  private TestBanks() {}

  /** A new bank, with tables in which nothing happened yet. */
  public static BankAddress create() {
    return create(EMPTY);
  }

  /** The same for tests that a machine may keep waiting: nobody takes it over. */
  public static BankAddress createPatient() {
    return patient(create());
  }

  private static BankAddress patient(BankAddress bank) {
    return new BankAddress(
        bank.hosts(),
        bank.database(),
        bank.user(),
        bank.password(),
        bank.trust(),
        Duration.ofMinutes(2));
  }

  /** A new bank that is open already. */
  public static PostgresStore open() {
    return PostgresStore.open(createPatient(), "test", nanos -> {});
  }

  /** A new bank with all that is in another one, which nobody has open; that one is kept. */
  public static synchronized BankAddress copyOf(BankAddress bank) {
    NAMES.remove(bank.database());
    BankAddress copy = create(bank.database());
    settle(copy);
    return patient(copy);
  }

  /** A new database without tables. */
  public static BankAddress createEmpty() {
    return create("template1");
  }

  private static synchronized BankAddress create(String template) {
    start();
    last++;
    String name = "bank_" + ProcessHandle.current().pid() + "_" + last;
    NAMES.add(name);
    if (NAMES.size() > KEPT) {
      execute("DROP DATABASE " + NAMES.remove() + " WITH (FORCE)");
    }
    execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    BankAddress bank = address(name);
    if (template.equals(EMPTY)) {
      settle(bank);
    }
    return bank;
  }

  private static void settle(BankAddress bank) {
    try (Connection connection = connect(bank)) {
      BankPlace.write(new JdbcTransaction(connection));
    } catch (SQLException e) {
      throw new IllegalStateException(bank.toString(), e);
    }
  }

  private static BankAddress address(String name) {
    return address(port, name);
  }

  /** A database of a server on this host, to whom everybody is the superuser. */
  static BankAddress address(int port, String name) {
    return new BankAddress(
        List.of(new BankAddress.Host("127.0.0.1", port)),
        name,
        "postgres",
        "",
        Optional.empty(),
        BankAddress.TAKEOVER);
  }

  /** The same database by the local socket of its server. */
  static BankAddress local(BankAddress bank) {
    try (Connection connection = connect(bank);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW unix_socket_directories")) {
      row.next();
      String folder = row.getString(1).split(", *")[0];
      return new BankAddress(
          List.of(new BankAddress.Host(folder, bank.hosts().get(0).port())),
          bank.database(),
          bank.user(),
          "",
          Optional.empty(),
          bank.takeover());
    } catch (SQLException e) {
      throw new IllegalStateException(bank.toString(), e);
    }
  }

  /** A connection of one's own, as the server's superuser. */
  public static Connection connect(BankAddress bank) throws SQLException {
    BankAddress.Host host = bank.hosts().get(0);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + "/" + bank.database(), bank.user(), "");
  }

  /** Returns when all that was asked of a store is read, in whatever order. */
  public static void awaitReads(PostgresStore store) {
    if (store.hasRead()) {
      return;
    }
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(30))
        .until(store::hasRead);
  }

  /** Does something to the server, such as another setting. */
  static void execute(String sql) {
    try (Connection connection = connect(address("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void start() {
    if (port != 0) {
      return;
    }
    port = Integer.getInteger("drinkd.test.bank.port", 0);
    if (port == 0) {
      port = startServer();
    }
    execute("DROP DATABASE IF EXISTS " + EMPTY);
    execute("CREATE DATABASE " + EMPTY);
    Flyway.configure()
        .dataSource(new BankConnections(address(EMPTY), "test").source(BankConnections.Use.LONG))
        .locations(BankTables.SCRIPTS)
        .loggers("slf4j")
        .load()
        .migrate();
  }

  private static int startServer() {
    try {
      // As it is shipped: the library would turn off what keeps data safe.
      Path data = place().resolve("drinkd-bank-" + UUID.randomUUID());
      reserved = ReservedPort.any();
      return EmbeddedPostgres.builder()
          .setPort(reserved.number())
          .setDataDirectory(data)
          .setServerConfig("unix_socket_directories", data.toString())
          .setCleanDataDirectory(true)
          .setServerConfig("fsync", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("synchronous_commit", "on")
          .setPGStartupWait(START_MOST)
          .start()
          .getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In memory, if there is room: what is synced there need not wait for a disk. */
  private static Path place() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() >= ROOM_LEAST
        ? memory
        : Path.of(System.getProperty("java.io.tmpdir"));
  }
}
