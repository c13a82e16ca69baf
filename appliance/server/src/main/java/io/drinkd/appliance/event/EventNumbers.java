package io.drinkd.appliance.event;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of events. They are given out in memory, far more often than the books are written;
 * so they are reserved in the books by blocks, and what is left of a block when the appliance ends
 * is never given out. No number is used twice, whatever the clock shows after a restart. Books that
 * are restored know only what was reserved before they were copied, see {@link #passOver}.
 */
public final class EventNumbers {

  private static final Logger LOG = LoggerFactory.getLogger(EventNumbers.class);

  /** With half of it left the next one is reserved: seconds at the highest rate that there is. */
  static final long BLOCK = 1_000_000;

  private final Store store;

  // Guarded by this.
  private long last;
  private long reserved;
  private boolean reserving;
  private boolean exhausted;

  /** Reserves the first block now. */
  public EventNumbers(Store store) {
    this.store = store;
    reserved = store.writeNow(EventNumbers::reserve);
    last = reserved - BLOCK;
  }

  /**
   * Makes sure that a copy of books, which is about to take their place, gives out no number that
   * was given out since it was made: it continues after all that the replaced ones have reserved,
   * and after the microseconds of the clock. Over minutes no books reserve as many numbers as there
   * are microseconds, so the clock alone does where the replaced ones cannot be read, or lie
   * elsewhere.
   *
   * @param replaced what {@link #reservedUpTo} is in the books that are replaced; 0 if unknown
   */
  public static void passOver(Transaction tx, long replaced, Clock clock) throws SQLException {
    long now = TimeUnit.MILLISECONDS.toMicros(clock.millis());
    long first = Math.max(reservedUpTo(tx), Math.max(replaced, now));
    tx.update(
        """
        INSERT INTO reserved_number (name, last) VALUES ('event', ?)
        ON CONFLICT (name) DO UPDATE SET last = excluded.last\
        """,
        first);
  }

  /** The largest number that may have been given out; 0 if none was. */
  public static long reservedUpTo(Transaction tx) throws SQLException {
    return tx.first("SELECT last FROM reserved_number WHERE name = 'event'", row -> row.getLong(1))
        .orElse(0L);
  }

  /** The number given out last; before the first, the one before it. */
  synchronized long last() {
    return last;
  }

  /**
   * Gives out a number, one more than the last.
   *
   * @return 0 if none is left, because the books could not be written for long
   */
  synchronized long next() {
    if (reserved - last <= BLOCK / 2 && !reserving) {
      reserving = true;
      store.write(EventNumbers::reserve).whenComplete(this::reserved);
    }
    if (last == reserved) {
      if (!exhausted) {
        // What to do: free space on the disk, or replace it; only clients that watch miss
        // something.
        LOG.error("events not published: their numbers cannot be reserved in the books");
      }
      exhausted = true;
      return 0;
    }
    exhausted = false;
    last++;
    return last;
  }

  private synchronized void reserved(Long upTo, Throwable failure) {
    reserving = false;
    if (failure == null) {
      reserved = upTo;
    }
  }

  private static long reserve(Transaction tx) throws SQLException {
    return tx.insert(
        """
        INSERT INTO reserved_number (name, last) VALUES ('event', ?)
        ON CONFLICT (name) DO UPDATE SET last = reserved_number.last + ? RETURNING last\
        """,
        BLOCK,
        BLOCK);
  }
}
