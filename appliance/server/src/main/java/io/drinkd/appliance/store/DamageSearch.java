package io.drinkd.appliance.store;

import io.drinkd.appliance.store.StoreException.Kind;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;

/**
 * Looks through a whole file for damage.
 *
 * <p>That takes as long as the file is large, about 5 ms a MiB. So a start waits for it only while
 * that is little; the pages that a start needs are read in any case, and a damaged one of them ends
 * it. A larger file is looked through right after the start, on a thread and a connection of its
 * own, which rests most of the time: at full speed it made balances wait eight times as long. What
 * is found there is marked beside the file: the next start looks at all of it first, and does not
 * begin with what is known to be damaged.
 */
final class DamageSearch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DamageSearch.class);

  /** A start waits for no more than this, some 40 ms. */
  static final long AT_START_MAX_BYTES = 8 << 20;

  /** How often it is seen whether to rest. A step is a page, some 10 µs, or far less. */
  private static final int STEPS_AT_ONCE = 20;

  /** So long at most does anybody wait for the processor. */
  private static final long WORK_NANOS = 100_000;

  /** Longer than it worked, so that it takes a fifth of one processor. */
  private static final int REST_FOR_WORK = 4;

  private static final String ADVICE = ". Put a sound copy in its place: drinkd restore FILE";

  private final Path file;
  private final Connection connection;
  private final Consumer<StoreException> found;
  private final Thread thread = new Thread(this::run, "store-damage-search");
  private volatile boolean closed;

  private DamageSearch(Path file, Consumer<StoreException> found) throws SQLException {
    this.file = file;
    this.found = found;
    this.connection = StoreFile.openForReading(file);
  }

  /** Whether a start has to wait for the search: in a small file, and where damage was found. */
  static boolean isDueAtStart(Path file, long mostBytes) throws IOException {
    return Files.size(file) <= mostBytes || Files.exists(mark(file));
  }

  /**
   * Searches now.
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
   * Begins to search.
   *
   * @param found told of damage, once, on the search's thread
   */
  static DamageSearch begin(Path file, Consumer<StoreException> found) {
    try {
      DamageSearch search = new DamageSearch(file, found);
      search.thread.setDaemon(true);
      search.thread.start();
      return search;
    } catch (SQLException e) {
      throw Store.failed("opening", file, e);
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
      if (!Store.saysUnsound(e)) {
        throw e;
      }
      damages.add(e.getMessage());
    }
    return damages.equals(List.of("ok"))
        ? Optional.empty()
        : Optional.of(String.join("; ", damages).replaceAll("\\s+", " "));
  }

  /** Rests now and then, and ends the search when it is closed. */
  private final class Rests extends ProgressHandler {
    private long beganNanos = System.nanoTime();

    @Override
    protected int progress() {
      long workedNanos = System.nanoTime() - beganNanos;
      if (workedNanos >= WORK_NANOS) {
        LockSupport.parkNanos(REST_FOR_WORK * workedNanos);
        beganNanos = System.nanoTime();
      }
      return closed ? 1 : 0;
    }
  }

  private void run() {
    try (connection) {
      ProgressHandler.setHandler(connection, STEPS_AT_ONCE, new Rests());
      damage(connection).ifPresent(this::tell);
      ProgressHandler.clearHandler(connection);
    } catch (SQLException e) {
      if (!closed) {
        LOG.error("{}: could not be looked through for damage: {}", file, e.getMessage());
      }
    }
  }

  private void tell(String damage) {
    String what =
        file + ": is damaged: " + damage + ". Nothing more is written; stop drinkd" + ADVICE;
    LOG.error("{}", what);
    found.accept(new StoreException(Kind.UNSOUND, what));
    try {
      Files.writeString(mark(file), damage);
    } catch (IOException e) {
      LOG.error(
          "{}: cannot be written: {}; the next start will not know", mark(file), e.toString());
    }
  }

  /** Ends the search, wherever it is. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
