package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects with the bank. What a connection must keep to for its commits to be durable is set here,
 * and a server that cannot keep to it is refused.
 */
final class BankConnections {

  private static final Logger LOG = LoggerFactory.getLogger(BankConnections.class);

  /**
   * The driver's own log, which would be on the console: what it says there it throws as well, and
   * that is shown. Java forgets a logger that nobody has.
   */
  private static final java.util.logging.Logger DRIVER =
      java.util.logging.Logger.getLogger("org.postgresql");

  static {
    DRIVER.setLevel(Level.OFF);
  }

  private static final int CONNECT_SECONDS = 3;

  /** So long each answer may take until a connection can be used, whatever it is for. */
  private static final int BEGIN_SECONDS = 5;

  private static final int ROWS_AT_ONCE = 500;
  private static final long READING_IDLE_MILLIS = 60_000;
  private static final int OLDEST = 150_000;
  private static final int NEWEST = 190_000;

  /** What a connection is for, which decides how long it may take. */
  enum Use {
    /** Writes, and holds the bank: it asks the server twice a second, if there is nothing else. */
    WRITING(10),
    /** Reads a little: what is lost is asked again. */
    READING(30),
    /** Looks at it as it is, also if it takes no writes. */
    LOOKING(10),
    /** Hears of what others write: it asks the server when it has heard nothing for a while. */
    LISTENING(5),
    /** Reads at length: it takes the time that it takes. */
    LONG(0),
    /** Works on the tables, or fills them. */
    WORK(0);

    private final int answerSeconds;

    Use(int answerSeconds) {
      this.answerSeconds = answerSeconds;
    }
  }

  private final BankAddress address;
  private final String appliance;
  private final BankClock clock = new BankClock();

  /**
   * @param appliance the name of this one, by which the server lists its connections
   */
  BankConnections(BankAddress address, String appliance) {
    this.address = address;
    this.appliance = appliance;
  }

  BankAddress address() {
    return address;
  }

  String appliance() {
    return appliance;
  }

  /** Why something failed, in an operator's words. */
  String reason(SQLException failure) {
    return BankFailure.reason(address, failure);
  }

  /** The time at the bank, as whoever connects last found it. */
  BankClock clock() {
    return clock;
  }

  /**
   * A connection of its own, outside of transactions. Blocks for some seconds at most, also if the
   * server takes connections and answers nothing.
   *
   * @throws SQLException if there is none to be had now
   * @throws StoreException if the server must not be used
   */
  Connection open(Use use) throws SQLException {
    PGSimpleDataSource source = source(use);
    source.setSocketTimeout(BEGIN_SECONDS);
    Connection connection = source.getConnection();
    try {
      try (Statement statement = connection.createStatement()) {
        for (String setting : settings(use)) {
          statement.addBatch("SET " + setting);
        }
        // Whoever asks for more, such as remote_apply, has it.
        statement.addBatch(
            "DO $$ BEGIN IF current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')"
                + " THEN SET synchronous_commit = on; END IF; END $$");
        statement.executeBatch();
      }
      require(connection, use);
      connection.setAutoCommit(false);
      if (use == Use.WRITING || use == Use.WORK) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      } else {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
      }
      connection.setNetworkTimeout(Runnable::run, use.answerSeconds * 1_000);
      return connection;
    } catch (SQLException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  /**
   * The server ends the transaction of an appliance that froze after half the time for a takeover,
   * and its session, with all its locks, after the whole of it; of one that is cut off as well.
   */
  private List<String> settings(Use use) {
    long whole = address.takeover().toMillis();
    long quarter = Math.max(1, whole / 4_000);
    boolean writes = use == Use.WRITING;
    long idleInTransaction = use == Use.READING ? READING_IDLE_MILLIS : writes ? whole / 2 : 0;
    return List.of(
        "lock_timeout = '5s'",
        "statement_timeout = 0",
        "idle_in_transaction_session_timeout = " + idleInTransaction,
        "idle_session_timeout = " + (writes ? whole : 0),
        "tcp_keepalives_idle = " + quarter,
        "tcp_keepalives_interval = " + quarter,
        "tcp_keepalives_count = 3",
        "tcp_user_timeout = " + whole);
  }

  /** Closes one, however broken it is. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("closing a connection with the bank failed: {}", e.getMessage());
    }
  }

  /** For Flyway, which sets up its connections by itself. */
  PGSimpleDataSource source(Use use) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    List<BankAddress.Host> hosts = address.hosts();
    source.setServerNames(hosts.stream().map(BankConnections::name).toArray(String[]::new));
    source.setPortNumbers(hosts.stream().mapToInt(BankAddress.Host::port).toArray());
    source.setDatabaseName(address.database());
    source.setUser(address.user());
    source.setPassword(address.password().text());
    source.setApplicationName("drinkd " + appliance);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(use.answerSeconds);
    source.setTcpKeepAlive(true);
    source.setGssEncMode("disable");
    source.setDefaultRowFetchSize(ROWS_AT_ONCE);
    if (hosts.size() > 1) {
      source.setTargetServerType(use == Use.LOOKING ? "preferPrimary" : "primary");
    }
    if (address.isLocal()) {
      source.setSocketFactory(LocalSockets.class.getName());
      source.setSocketFactoryArg(hosts.get(0).name());
    }
    if (!address.usesTls()) {
      source.setSslMode("disable");
    } else {
      source.setSslMode("verify-full");
      address
          .trust()
          .ifPresentOrElse(
              file -> source.setSslRootCert(file.toString()),
              () -> source.setSslfactory(DefaultJavaSSLFactory.class.getName()));
    }
    return source;
  }

  /** The driver looks up each name, also of what it does not connect with itself. */
  private static String name(BankAddress.Host host) {
    return host.isLocal() ? "127.0.0.1" : host.name();
  }

  private void require(Connection connection, Use use) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('server_version_num')::int, current_setting('fsync'),"
                    + " pg_is_in_recovery(), current_setting('server_encoding'), pg_backend_pid()")) {
      row.next();
      int version = row.getInt(1);
      if (version < OLDEST) {
        throw refused("it is PostgreSQL " + version / 10_000 + "; 15 or newer is needed");
      }
      if (version >= NEWEST) {
        LOG.debug("PostgreSQL {} is newer than those that drinkd was tried with", version / 10_000);
      }
      if (!row.getString(2).equals("on")) {
        throw refused(
            "fsync is off there, so that a power cut may cost all books; set it on in its"
                + " postgresql.conf");
      }
      if (row.getBoolean(3) && use != Use.LOOKING) {
        throw BankFailure.readOnly("it is a replica, which takes no writes");
      }
      if (!row.getString(4).equals("UTF8")) {
        throw refused(
            String.format(
                Locale.ROOT,
                "the database's encoding is %s; create it with encoding UTF8",
                row.getString(4)));
      }
      if (row.getInt(5) != connection.unwrap(PGConnection.class).getBackendPID()) {
        throw refused(
            "a connection pooler such as PgBouncer is between, with which locks get lost; let url:"
                + " name the server itself");
      }
    }
  }

  private StoreException refused(String why) {
    return new StoreException(Kind.UNUSABLE, "the bank " + address + " cannot be used: " + why);
  }
}
