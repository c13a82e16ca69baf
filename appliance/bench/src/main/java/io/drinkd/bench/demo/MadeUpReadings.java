package io.drinkd.bench.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * The temperatures of a month: the cooling comes and goes, afternoons are warmer, and after a
 * machine was filled it takes hours until it is cold again.
 */
final class MadeUpReadings {

  private static final int MINUTE_SECONDS = 60;
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;
  private static final int MINUTES_KEPT = 14 * DAY;

  private static final double COLD_TENTHS = 38;
  private static final double SWING_TENTHS = 8;
  private static final int SWING_MINUTES = 45;
  private static final double AFTERNOON_TENTHS = 7;
  private static final double FILLED_TENTHS = 110;
  private static final double COOLING_MINUTES = 70;

  private MadeUpReadings() {}

  static void write(Path file, List<DemoMachine> machines, Instant now) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      connection.setAutoCommit(false);
      statement.execute(
          "CREATE TABLE machine (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT");
      statement.execute(
          """
          CREATE TABLE minute (
            machine INTEGER NOT NULL, at INTEGER NOT NULL, mean INTEGER NOT NULL,
            PRIMARY KEY (machine, at)) STRICT, WITHOUT ROWID\
          """);
      statement.execute(
          """
          CREATE TABLE hour (
            machine INTEGER NOT NULL, at INTEGER NOT NULL, least INTEGER NOT NULL,
            most INTEGER NOT NULL, total INTEGER NOT NULL, minutes INTEGER NOT NULL,
            PRIMARY KEY (machine, at)) STRICT, WITHOUT ROWID\
          """);
      long last = now.getEpochSecond() / MINUTE_SECONDS - 1;
      for (int i = 0; i < machines.size(); i++) {
        write(connection, i + 1, machines.get(i).id(), last);
      }
      connection.commit();
    }
  }

  private static void write(Connection connection, int id, String name, long last)
      throws SQLException {
    Random random = new Random(id);
    try (PreparedStatement machine =
            connection.prepareStatement("INSERT INTO machine (id, name) VALUES (?, ?)");
        PreparedStatement minute =
            connection.prepareStatement("INSERT INTO minute (machine, at, mean) VALUES (?, ?, ?)");
        PreparedStatement hour =
            connection.prepareStatement(
                """
                INSERT INTO hour (machine, at, least, most, total, minutes)
                VALUES (?1, ?2, ?3, ?3, ?3, 1) ON CONFLICT (machine, at) DO UPDATE SET
                  least = min(least, ?3), most = max(most, ?3), total = total + ?3,
                  minutes = minutes + 1\
                """)) {
      machine.setInt(1, id);
      machine.setString(2, name);
      machine.execute();
      for (long at = last - (long) MadeUpMonthMain.DAYS * DAY; at <= last; at++) {
        long tenths = tenths(at, last, random);
        if (at > last - MINUTES_KEPT) {
          add(minute, id, at, tenths);
        }
        add(hour, id, at / HOUR, tenths);
      }
      minute.executeBatch();
      hour.executeBatch();
    }
  }

  private static void add(PreparedStatement statement, int id, long at, long tenths)
      throws SQLException {
    statement.setInt(1, id);
    statement.setLong(2, at);
    statement.setLong(3, tenths);
    statement.addBatch();
  }

  private static long tenths(long at, long last, Random random) {
    double swing = SWING_TENTHS / 2 * Math.sin(2 * Math.PI * at / SWING_MINUTES);
    double afternoon = AFTERNOON_TENTHS * Math.max(0, Math.sin(2 * Math.PI * (at % DAY) / DAY - 2));
    double filled = FILLED_TENTHS * Math.exp(-minutesSinceFilled(at, last) / COOLING_MINUTES);
    return Math.round(COLD_TENTHS + swing + afternoon + filled + random.nextGaussian());
  }

  private static double minutesSinceFilled(long at, long last) {
    return Math.floorMod(at - last + Restocks.LAST_MINUTES_AGO, (long) Restocks.EVERY_DAYS * DAY);
  }
}
