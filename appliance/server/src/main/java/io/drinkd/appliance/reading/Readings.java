package io.drinkd.appliance.reading;

import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.SqlFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.driver.Timers;
import io.drinkd.driver.Timers.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temperatures of all machines over time. May be used on any thread; no call blocks. */
public final class Readings implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

  /** The name of the file in the data folder. */
  public static final String FILE_NAME = "readings.db";

  private static final int WAITING_MAX = 64;
  private static final int MINUTE_SECONDS = 60;
  private static final long LAST_WRITE_SECONDS = 5;

  private final Path path;
  private final ReadingsFile file;
  private final Timers timers;
  private final ThreadPoolExecutor executor;

  // Guarded by this.
  private Map<String, Gathered> gathered = new HashMap<>();
  private boolean writing;
  private boolean closed;
  private Timer next = () -> {};

  /** Whether the last write failed; on the thread of the executor. */
  private boolean failing;

  /**
   * Opens no file yet: that is done when there is something to write or to read, on a thread of its
   * own.
   *
   * @param folder the data folder
   */
  public Readings(Path folder, Timers timers) {
    this.path = folder.resolve(FILE_NAME);
    this.file = new ReadingsFile(path);
    this.timers = timers;
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
              Thread thread = new Thread(task, "readings");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** A machine's thermometer has reported this. */
  public synchronized void measured(String machine, double celsius) {
    if (closed) {
      return;
    }
    if (gathered.isEmpty() && !writing) {
      writeAfterThisMinute();
    }
    gathered.merge(machine, Gathered.of(celsius), Gathered::and);
  }

  private void writeAfterThisMinute() {
    long second = timers.clock().instant().getEpochSecond();
    long left = MINUTE_SECONDS - Math.floorMod(second, MINUTE_SECONDS);
    next = timers.after(Duration.ofSeconds(left), this::writeSoon);
  }

  /** While an earlier minute is still being written, as on a disk that hangs, they are gathered. */
  private synchronized void writeSoon() {
    if (gathered.isEmpty() || writing) {
      return;
    }
    Map<String, Gathered> full = gathered;
    // The minute that has just ended, also where this is called a little early or late.
    long minute = ReadingsFile.minute(timers.clock().instant().minusSeconds(1));
    gathered = new HashMap<>();
    writing = true;
    try {
      executor.execute(() -> write(minute, full));
    } catch (RejectedExecutionException e) {
      // Somebody asks for more than is read; the next minute may find room.
      writing = false;
    }
  }

  private void write(long minute, Map<String, Gathered> full) {
    try {
      writeOrBeginAgain(minute, full);
      if (failing) {
        LOG.info("temperatures are kept again: {}", path);
      }
      failing = false;
    } catch (SQLException e) {
      failed(SqlFailure.reason(e));
    } catch (IOException e) {
      failed(FileFailure.reason(e));
    } finally {
      synchronized (this) {
        writing = false;
        if (!gathered.isEmpty() && !closed) {
          writeAfterThisMinute();
        }
      }
    }
  }

  private void failed(String reason) {
    if (!failing) {
      // What to do: free space on the disk, or let the user of drinkd write the file; until then
      // curves have a gap, and nothing else is concerned.
      LOG.warn("{}: temperatures are not kept: {}", path, reason);
    }
    failing = true;
  }

  /** What is damaged is put aside once; a new file that is damaged at once is another trouble. */
  private void writeOrBeginAgain(long minute, Map<String, Gathered> full)
      throws IOException, SQLException {
    try {
      file.write(minute, full);
    } catch (SQLException e) {
      if (!SqlFailure.isOfDamage(e)) {
        throw e;
      }
      Path aside = file.setAside();
      // What to do: nothing; delete the damaged file when nobody wants to look at it any more.
      LOG.warn("{}: damaged, put aside as {}; temperatures begin anew", path, aside);
      file.write(minute, full);
    }
  }

  /**
   * What was measured in a machine, oldest first; less of it where there is more than {@code
   * points}: then each has the least, mean and greatest of its time.
   *
   * @param points the most readings that are returned, at least 2
   * @return fails with a {@link StoreException} if it cannot be read
   */
  public CompletableFuture<List<Reading>> between(
      String machine, Instant from, Instant to, int points) {
    CompletableFuture<List<Reading>> found = new CompletableFuture<>();
    if (!from.isBefore(to)) {
      found.complete(List.of());
      return found;
    }
    try {
      executor.execute(() -> read(found, machine, from, to, points));
    } catch (RejectedExecutionException e) {
      found.completeExceptionally(
          new StoreException(
              Kind.UNAVAILABLE,
              path + ": more than " + WAITING_MAX + " reads are waiting; try again later"));
    }
    return found;
  }

  private void read(
      CompletableFuture<List<Reading>> found,
      String machine,
      Instant from,
      Instant to,
      int points) {
    try {
      found.complete(
          file.exists()
              ? file.between(machine, from, to, points, timers.clock().instant())
              : List.of());
    } catch (SQLException e) {
      found.completeExceptionally(unreadable(SqlFailure.reason(e), e));
    } catch (IOException e) {
      found.completeExceptionally(unreadable(FileFailure.reason(e), e));
    } catch (RuntimeException | Error e) {
      found.completeExceptionally(e);
    }
  }

  private StoreException unreadable(String reason, Exception cause) {
    return new StoreException(
        Kind.UNAVAILABLE, path + ": temperatures cannot be read: " + reason, cause);
  }

  /** Writes what was gathered, unless that takes too long. */
  @Override
  public void close() {
    synchronized (this) {
      next.cancel();
      writeSoon();
      closed = true;
    }
    executor.shutdown();
    try {
      if (executor.awaitTermination(LAST_WRITE_SECONDS, TimeUnit.SECONDS)) {
        file.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.debug("{}: not closed in order", path, e);
    }
  }
}
