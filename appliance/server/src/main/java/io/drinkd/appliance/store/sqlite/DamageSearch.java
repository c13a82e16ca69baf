package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.ThreadEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;

/**
 * Checks a whole file for damage.
 *
 * <p>That takes time in proportion to the file, 5 to 10 ms a MiB. So a start waits for the check of
 * a small file only; the pages that a start needs are read in any case, and a damaged one of them
 * aborts it. A larger file is checked right after the start, on a thread and a connection of its
 * own, which pauses most of the time: at full speed it made balances take eight times as long, and
 * at a twentieth of a processor one in a hundred still took twice as long. Its snapshot keeps the
 * log from beginning anew, so it gives way to a log that has become long, and begins again later.
 * Damage is marked in a file beside the books: the next start checks all of them first, and does
 * not start with books that are known to be damaged.
 */
final class DamageSearch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DamageSearch.class);

  /** A start waits for no more than this, some 40 ms. */
  static final long AT_START_MAX_BYTES = 8 << 20;

  /** How often it considers a pause. A step is a page, some 10 µs, or far less. */
  private static final int STEPS_AT_ONCE = 20;

  /** Nobody waits longer for the processor than this. */
  private static final long WORK_NANOS = 100_000;

  /** A pause is so many times as long as the work before it: a hundredth of one processor. */
  private static final int PAUSE_FOR_WORK = 99;

  /** It gives way to a longer log: what the house writes within some ten seconds at its busiest. */
  private static final long LOG_MAX_BYTES = 32 << 20;

  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final String ADVICE = ". Restore a sound copy: drinkd restore FILE";

  private final Path file;
  private final Connection connection;
  private final Consumer<StoreException> found;
  private final LongSupplier logBytes;
  private final long againNanos;
  private final Thread thread = new Thread(this::run, "store-damage-search");
  private volatile boolean closed;
  // Of the search's thread.
  private boolean gaveWay;
  private long logBytesAtFirst;

  private DamageSearch(
      Path file, Consumer<StoreException> found, LongSupplier logBytes, long againNanos)
      throws SQLException {
    this.file = file;
    this.found = found;
    this.logBytes = logBytes;
    this.againNanos = againNanos;
    this.connection = StoreFile.openForReading(file);
  }

  /** Whether a start has to wait for the check: of a small file, and where damage was found. */
  static boolean isDueAtStart(Path file, long mostBytes) throws IOException {
    return Files.size(file) <= mostBytes || Files.exists(mark(file));
  }

  /**
   * Checks the file now.
   *
   * @throws StoreException if the file is damaged
   */
  static void search(Path file) throws SQLException, IOException {
    try (Connection connection = StoreFile.openForReading(file)) {
      Optional<String> damage = damage(connection);
      if (damage.isPresent()) {
        throw new StoreException(Kind.UNSOUND, file + ": is damaged: " + damage.get() + ADVICE);
      }
    }
    Files.deleteIfExists(mark(file));
  }

  /**
   * Starts the check.
   *
   * @param found called once if there is damage, on the check's thread
   */
  static DamageSearch begin(Path file, Consumer<StoreException> found) {
    return begin(file, found, new LogSync(file)::size, AGAIN_NANOS);
  }

  /**
   * The same, for another log.
   *
   * @param logBytes how long the log is; called on the check's thread
   * @param againNanos how long after giving way it begins again
   */
  static DamageSearch begin(
      Path file, Consumer<StoreException> found, LongSupplier logBytes, long againNanos) {
    try {
      DamageSearch search = new DamageSearch(file, found, logBytes, againNanos);
      search.thread.setDaemon(true);
      search.thread.start();
      return search;
    } catch (SQLException e) {
      throw SqliteStore.failed("opening", file, e);
    }
  }

  private static Path mark(Path file) {
    return file.resolveSibling(file.getFileName() + "-damaged");
  }

  private static Optional<String> damage(Connection connection) throws SQLException {
    List<String> damages = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(3)")) {
      while (rows.next()) {
        damages.add(rows.getString(1).strip());
      }
    } catch (SQLException e) {
      if (!SqliteStore.saysUnsound(e)) {
        throw e;
      }
      damages.add(e.getMessage());
    }
    return damages.equals(List.of("ok"))
        ? Optional.empty()
        : Optional.of(String.join("; ", damages).replaceAll("\\s+", " "));
  }

  /** Pauses regularly, and ends the check when it is closed or has to give way. */
  private final class Pauses extends ProgressHandler {
    private long startNanos = System.nanoTime();

    @Override
    protected int progress() {
      long workedNanos = System.nanoTime() - startNanos;
      if (workedNanos >= WORK_NANOS) {
        LockSupport.parkNanos(PAUSE_FOR_WORK * workedNanos);
        startNanos = System.nanoTime();
        gaveWay = logBytes.getAsLong() > Math.max(LOG_MAX_BYTES, logBytesAtFirst);
      }
      return closed || gaveWay ? 1 : 0;
    }
  }

  private void run() {
    try (connection) {
      ProgressHandler.setHandler(connection, STEPS_AT_ONCE, new Pauses());
      while (!isSearched()) {
        LockSupport.parkNanos(againNanos);
      }
      ProgressHandler.clearHandler(connection);
    } catch (SQLException e) {
      if (!closed) {
        // What to do: let the user of drinkd read the file; the next start checks it again.
        LOG.error("checking {} for damage failed: {}", file, e.getMessage());
      }
    }
  }

  /** Searches the file, and returns false if it gave way before it was through. */
  private boolean isSearched() throws SQLException {
    gaveWay = false;
    logBytesAtFirst = logBytes.getAsLong();
    try {
      damage(connection).ifPresent(this::report);
      return true;
    } catch (SQLException e) {
      if (gaveWay && !closed) {
        return false;
      }
      throw e;
    }
  }

  private void report(String damage) {
    String what =
        file + ": is damaged: " + damage + ". No more writes are accepted; stop drinkd" + ADVICE;
    // What to do: stop drinkd, restore a sound copy (drinkd restore FILE), and replace the disk.
    LOG.error("damage found: {}", what);
    found.accept(new StoreException(Kind.UNSOUND, what));
    try {
      if (!Files.exists(mark(file))) {
        Files.createFile(mark(file), OwnerOnly.FILE);
      }
      Files.writeString(mark(file), damage);
    } catch (IOException e) {
      // What to do: restore a sound copy of the books before the next start.
      LOG.error(
          "{} could not be written: {}; the next start will not know of the damage",
          mark(file),
          FileFailure.reason(e));
    }
  }

  /** Stops the check. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    ThreadEnd.await(thread);
  }
}
