package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.RowText;
import io.drinkd.appliance.store.Transaction;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of the books that memory follows, of all processes in one order: rows that are
 * written in the transaction that makes them true. They are numbered under the lock of the batch,
 * so the order of numbers is that of commits, and there are no gaps.
 *
 * <p>For the thread that writes alone, but for {@link #position} and {@link #follow}: before it
 * writes it takes in what others have written, so that own changes and theirs come in one order.
 */
final class ChangeFeed {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  /** Where others hear of a batch with changes; there is nothing in it but the last number. */
  static final String CHANNEL = "drinkd_change";

  /** How many are taken in at once. */
  private static final int PAGE = 2_000;

  /** As many as events are kept in memory. */
  private static final int REPLAYED_MAX = 10_000;

  /** After so many the oldest are looked at, some more of which may go. */
  private static final int FORGOTTEN_EVERY = 256;

  private static final String APPEND =
      """
      WITH moment AS (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at),
        counter AS (
          INSERT INTO reserved_number (name, last) VALUES ('event', ?)
          ON CONFLICT (name) DO UPDATE SET last = reserved_number.last + excluded.last
          RETURNING last),
        written AS (
          INSERT INTO bank_change (number, at, epoch, kind, change)
          SELECT counter.last - ? + one.place, moment.at, ?, one.kind, one.change
          FROM moment, counter,
            unnest(?::text[], ?::text[]) WITH ORDINALITY AS one (kind, change, place))
      SELECT counter.last, moment.at, pg_notify('drinkd_change', counter.last::text)
      FROM counter, moment\
      """;

  /** By numbers alone, whose index it takes: there is none of times, and the table may be long. */
  private static final String FORGET =
      """
      DELETE FROM bank_change WHERE number <= (
        SELECT max(number) FROM (
          SELECT number, at FROM bank_change ORDER BY number LIMIT 1000) AS oldest
        WHERE at < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 24 * 3600 * 1000)\
      """;

  private static final String AFTER =
      """
      SELECT number, at, epoch, kind, change FROM bank_change
      WHERE number > ? ORDER BY number LIMIT\
      """
          + " "
          + PAGE;

  /**
   * By what a row is known: books that were put back to an older state may give its number again.
   *
   * @param at when it was written, by the server's clock, in milliseconds since 1970
   * @param epoch by whom
   */
  private record Mark(long at, long epoch) {}

  private record NumberedChange(long number, Mark mark, String kind, String change) {}

  /**
   * What a batch has added.
   *
   * @param last the number of its last change
   */
  record Appended(long last, Mark mark) {}

  private final long replayedAfter;
  private volatile long position;
  private volatile Map<String, Followed<?>> followed = Map.of();

  // Only for the thread that writes.
  private boolean following;
  private Optional<Mark> mark = Optional.empty();

  /** Begins where the books are now. */
  ChangeFeed(Transaction tx) throws SQLException {
    position = last(tx);
    mark = mark(tx);
    replayedAfter = position - replayable(tx);
  }

  /** How many rows there are up to here without a gap: all that are looked at, or none. */
  private long replayable(Transaction tx) throws SQLException {
    return tx.first(
            """
            SELECT CASE WHEN count(*) = ? - min(number) + 1 THEN count(*) ELSE 0 END
            FROM bank_change WHERE number > ? AND number <= ?\
            """,
            row -> row.getLong(1),
            position,
            position - REPLAYED_MAX,
            position)
        .orElse(0L);
  }

  private static long last(Transaction tx) throws SQLException {
    return tx.first("SELECT last FROM reserved_number WHERE name = 'event'", row -> row.getLong(1))
        .orElse(0L);
  }

  private Optional<Mark> mark(Transaction tx) throws SQLException {
    return tx.first(
        "SELECT at, epoch FROM bank_change WHERE number = ?",
        row -> new Mark(row.getLong(1), row.getLong(2)),
        position);
  }

  /** See {@link io.drinkd.appliance.store.SharedBooks#position}. */
  long position() {
    return position;
  }

  /** See {@link io.drinkd.appliance.store.SharedBooks#replayedAfter}. */
  long replayedAfter() {
    return replayedAfter;
  }

  /** From now on {@link #catchUp} takes in what others write. */
  void follow(List<Followed<?>> kinds) {
    followed = kinds.stream().collect(Collectors.toUnmodifiableMap(Followed::name, kind -> kind));
  }

  /**
   * The same as {@link #catchUp} after a lost connection: it may be another server than before.
   *
   * @return false also if what was taken in last is not there: the books are older ones
   */
  boolean catchUpAgain(BankSession here) throws SQLException {
    if (mark.isPresent() && !mark(here.transaction()).equals(mark)) {
      LOG.debug("change {} is not there any more", position);
      here.rollback();
      return false;
    }
    boolean done = catchUp(here.transaction()).get();
    here.rollback();
    return done;
  }

  /**
   * Takes in what others have written since, before a batch writes anything of its own, or between
   * batches.
   *
   * @return false if some of it is not there any more, because it was too long ago
   */
  Pending<Boolean> catchUp(JdbcTransaction tx) throws SQLException {
    if (followed.isEmpty()) {
      return Pending.of(true);
    }
    if (!following) {
      replay(tx);
      following = true;
    }
    return tx.listLater(AFTER, ChangeFeed::read, first -> takeIn(tx, first), position);
  }

  private boolean takeIn(Transaction tx, List<NumberedChange> first) throws SQLException {
    List<NumberedChange> rows = first;
    while (true) {
      for (NumberedChange row : rows) {
        if (row.number != position + 1) {
          LOG.debug("found change {}, expected {}", row.number, position + 1);
          return false;
        }
        takeIn(row);
      }
      if (rows.size() < PAGE) {
        return true;
      }
      rows = tx.list(AFTER, ChangeFeed::read, position);
    }
  }

  /** Publishes what memory has already. */
  private void replay(Transaction tx) throws SQLException {
    List<NumberedChange> rows =
        tx.list(
            """
            SELECT number, at, epoch, kind, change FROM bank_change
            WHERE number > ? AND number <= ? ORDER BY number\
            """,
            ChangeFeed::read,
            replayedAfter,
            position);
    rows.forEach(row -> use(row, ChangeFeed::replay));
  }

  private static NumberedChange read(Row row) throws SQLException {
    return new NumberedChange(
        row.getLong(1),
        new Mark(row.getLong(2), row.getLong(3)),
        row.getString(4),
        row.getString(5));
  }

  private void takeIn(NumberedChange row) {
    use(row, ChangeFeed::apply);
    position = row.number;
    mark = Optional.of(row.mark);
  }

  private interface Use {
    void of(Followed<?> kind, NumberedChange row);
  }

  private void use(NumberedChange row, Use use) {
    try {
      Followed<?> kind = followed.get(row.kind);
      if (kind == null) {
        throw new IllegalStateException("nobody follows that kind");
      }
      use.of(kind, row);
    } catch (RuntimeException e) {
      // What to do: report the stack trace as a fault of drinkd, and restart it: what it shows may
      // be out of date. The books are right.
      LOG.error("change {} of kind {} not taken in", row.number, row.kind, e);
    }
  }

  private static <T> void apply(Followed<T> kind, NumberedChange row) {
    kind.apply(kind.read(RowText.parse(row.change)), row.number);
  }

  private static <T> void replay(Followed<T> kind, NumberedChange row) {
    kind.replay(kind.read(RowText.parse(row.change)), row.number);
  }

  /**
   * Adds the changes of a batch, before its commit, and numbers them.
   *
   * @return empty if there are none
   */
  Optional<Appended> append(
      Connection connection, Transaction tx, long epoch, List<Change<?>> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    Array kinds = array(connection, changes.stream().map(Change::kind).toArray(String[]::new));
    Array texts = array(connection, changes.stream().map(Change::text).toArray(String[]::new));
    int count = changes.size();
    Appended appended =
        tx.first(APPEND, row -> appended(row, epoch), count, count, epoch, kinds, texts)
            .orElseThrow();
    long before = appended.last - count;
    if (following) {
      for (int i = 0; i < count; i++) {
        changes.get(i).number(before + 1 + i);
      }
    }
    if (before / FORGOTTEN_EVERY != appended.last / FORGOTTEN_EVERY) {
      tx.update(FORGET);
    }
    return Optional.of(appended);
  }

  private static Array array(Connection connection, String[] texts) throws SQLException {
    return connection.createArrayOf("text", texts);
  }

  private static Appended appended(Row row, long epoch) throws SQLException {
    return new Appended(row.getLong(1), new Mark(row.getLong(2), epoch));
  }

  /** The batch is on disk, and what it has changed is in memory. */
  void passed(Optional<Appended> appended) {
    if (following && appended.isPresent()) {
      position = appended.get().last;
      mark = Optional.of(appended.get().mark);
    }
  }
}
