package io.drinkd.appliance.reading;

import io.drinkd.appliance.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** The file of the readings, open or not. Used by one thread at a time. */
final class ReadingsFile implements AutoCloseable {

  /** So many minutes are kept one by one. */
  static final long MINUTES_KEPT = 14 * 24 * 60;

  private static final int MINUTE_SECONDS = 60;
  private static final int HOUR_MINUTES = 60;
  private static final int CACHE_KIB = 512;
  private static final int LOG_BYTES = 1 << 20;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS machine (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT\
          """,
          // Times are minutes and hours since 1970, temperatures tenths of a degree.
          """
          CREATE TABLE IF NOT EXISTS minute (
            machine INTEGER NOT NULL, at INTEGER NOT NULL, mean INTEGER NOT NULL,
            PRIMARY KEY (machine, at)) STRICT, WITHOUT ROWID\
          """,
          // The mean is total / minutes.
          """
          CREATE TABLE IF NOT EXISTS hour (
            machine INTEGER NOT NULL, at INTEGER NOT NULL, least INTEGER NOT NULL,
            most INTEGER NOT NULL, total INTEGER NOT NULL, minutes INTEGER NOT NULL,
            PRIMARY KEY (machine, at)) STRICT, WITHOUT ROWID\
          """);

  private static final String ADD_MACHINE =
      "INSERT INTO machine (name) VALUES (?) ON CONFLICT (name) DO NOTHING";
  private static final String ADD_MINUTE =
      """
      INSERT INTO minute (machine, at, mean) SELECT id, ?, ? FROM machine WHERE name = ?
      ON CONFLICT (machine, at) DO UPDATE SET mean = excluded.mean\
      """;
  private static final String ADD_HOUR =
      """
      INSERT INTO hour (machine, at, least, most, total, minutes)
      SELECT id, ?, ?, ?, ?, 1 FROM machine WHERE name = ?
      ON CONFLICT (machine, at) DO UPDATE SET least = min(least, excluded.least),
        most = max(most, excluded.most), total = total + excluded.total, minutes = minutes + 1\
      """;
  private static final String FORGET =
      "DELETE FROM minute WHERE machine = (SELECT id FROM machine WHERE id = ?) AND at < ?";
  private static final String OF_MINUTES =
      """
      SELECT at - at % ? AS point, min(mean), avg(mean), max(mean) FROM minute
      WHERE machine = (SELECT id FROM machine WHERE name = ?) AND at >= ? AND at < ?
      GROUP BY point ORDER BY point\
      """;
  private static final String OF_HOURS =
      """
      SELECT at - at % ? AS point, min(least), 1.0 * sum(total) / sum(minutes), max(most) FROM hour
      WHERE machine = (SELECT id FROM machine WHERE name = ?) AND at >= ? AND at < ?
      GROUP BY point ORDER BY point\
      """;

  private final Path file;
  private Optional<Connection> connection = Optional.empty();

  ReadingsFile(Path file) {
    this.file = file;
  }

  /** Whether there is one; reading does not begin one. */
  boolean exists() {
    return Files.exists(file);
  }

  /** Puts a damaged file out of the way, in the place of the last one. */
  Path setAside() throws IOException, SQLException {
    close();
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    return aside;
  }

  private Connection open() throws IOException, SQLException {
    if (connection.isPresent()) {
      return connection.get();
    }
    if (!exists()) {
      Files.createFile(file, OwnerOnly.FILE);
      OwnerOnly.giveToOwnerOf(file.getParent(), file);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // A power cut may cost the last minutes, and never the file; the books sync, and not so often
    // that two could not wait for the same disk.
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setJournalSizeLimit(LOG_BYTES);
    config.setCacheSize(-CACHE_KIB);
    config.setBusyTimeout(1_000);
    Connection opened = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = opened.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      opened.setAutoCommit(false);
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
    connection = Optional.of(opened);
    return opened;
  }

  /** Writes a minute of some machines, and forgets what is too old to be kept by the minute. */
  void write(long minute, Map<String, Gathered> gathered) throws IOException, SQLException {
    Connection to = open();
    try {
      for (Map.Entry<String, Gathered> one : gathered.entrySet()) {
        Gathered of = one.getValue();
        update(to, ADD_MACHINE, one.getKey());
        update(to, ADD_MINUTE, minute, of.mean(), one.getKey());
        long hour = Math.floorDiv(minute, HOUR_MINUTES);
        update(to, ADD_HOUR, hour, of.least(), of.most(), of.mean(), one.getKey());
      }
      for (long machine : machines(to)) {
        update(to, FORGET, machine, minute - MINUTES_KEPT);
      }
      to.commit();
    } catch (SQLException e) {
      rollBack(to);
      throw e;
    }
  }

  private static void rollBack(Connection connection) throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // After a full disk SQLite has done that by itself; what failed first is reported.
      return;
    }
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Those that were removed from the configuration too. */
  private static List<Long> machines(Connection connection) throws SQLException {
    List<Long> machines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM machine")) {
      while (rows.next()) {
        machines.add(rows.getLong(1));
      }
    }
    return machines;
  }

  /**
   * What was measured in a machine. The first reading may be of less time than the others.
   *
   * @param points how many readings at most
   * @param now decides what may still be kept by the minute
   */
  List<Reading> between(String machine, Instant from, Instant to, int points, Instant now)
      throws IOException, SQLException {
    long minutes = ceilDiv(to.getEpochSecond() - from.getEpochSecond(), MINUTE_SECONDS);
    long first = Math.floorDiv(from.getEpochSecond(), MINUTE_SECONDS);
    long end = ceilDiv(to.getEpochSecond(), MINUTE_SECONDS);
    // One more begins before the first and is cut by it.
    long step = Math.max(1, ceilDiv(minutes, points - 1));
    boolean kept = first >= minute(now) - MINUTES_KEPT;
    if (kept && step < HOUR_MINUTES) {
      return read(OF_MINUTES, step, MINUTE_SECONDS, machine, first, end);
    }
    return read(
        OF_HOURS,
        ceilDiv(step, HOUR_MINUTES),
        MINUTE_SECONDS * HOUR_MINUTES,
        machine,
        Math.floorDiv(first, HOUR_MINUTES),
        ceilDiv(end, HOUR_MINUTES));
  }

  private List<Reading> read(
      String sql, long step, long unitSeconds, String machine, long first, long end)
      throws IOException, SQLException {
    List<Reading> readings = new ArrayList<>();
    try (PreparedStatement statement = open().prepareStatement(sql)) {
      statement.setLong(1, step);
      statement.setString(2, machine);
      statement.setLong(3, first);
      statement.setLong(4, end);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          readings.add(
              new Reading(
                  Instant.ofEpochSecond(Math.max(first, rows.getLong(1)) * unitSeconds),
                  Gathered.celsius(rows.getDouble(2)),
                  Gathered.celsius(rows.getDouble(3)),
                  Gathered.celsius(rows.getDouble(4))));
        }
      }
    } finally {
      // Ends the snapshot, which would keep the log from being taken over into the file.
      open().commit();
    }
    return readings;
  }

  private static long ceilDiv(long of, long by) {
    return -Math.floorDiv(-of, by);
  }

  /** The number of the minute that a moment is in. */
  static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), MINUTE_SECONDS);
  }

  @Override
  public void close() throws SQLException {
    Optional<Connection> open = connection;
    connection = Optional.empty();
    if (open.isPresent()) {
      open.get().close();
    }
  }
}
