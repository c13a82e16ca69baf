package io.drinkd.bench.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What the disk itself can do, one after the other, on one thread: the yardstick for durable work.
 *
 * @param commits commits a second of one row each, SQLite with WAL and synchronous=FULL
 * @param syncs fdatasync calls a second, each after 4 KiB appended to a file
 */
record DiskRate(double commits, double syncs) {

  private static final int PAGE_BYTES = 4_096;

  /** Measures in a folder, which must be on the file system of the books; leaves no file. */
  static DiskRate measure(Path folder, Duration each) throws IOException {
    return new DiskRate(
        commits(folder.resolve("disk.db"), each), syncs(folder.resolve("disk"), each));
  }

  private static double commits(Path file, Duration time) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement setUp = connection.createStatement()) {
      setUp.execute("PRAGMA journal_mode=WAL");
      setUp.execute("PRAGMA synchronous=FULL");
      setUp.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO entry (amount) VALUES (?)")) {
        return rate(
            time,
            () -> {
              insert.setLong(1, 50);
              insert.executeUpdate();
            });
      }
    } catch (SQLException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static double syncs(Path file, Duration time) throws IOException {
    ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      return rate(
          time,
          () -> {
            channel.write(page.clear());
            channel.force(false);
          });
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private interface Step {
    void run() throws IOException, SQLException;
  }

  private static double rate(Duration time, Step step) throws IOException, SQLException {
    long first = System.nanoTime();
    long last = first;
    long done = 0;
    while (last - first < time.toNanos()) {
      step.run();
      done++;
      last = System.nanoTime();
    }
    return done * 1e9 / (last - first);
  }
}
