package io.drinkd.appliance.audit;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The audit log on disk. Its entries are never edited or deleted. */
public final class AuditLog {

  /** How many entries are in memory at a time. */
  private static final int PAGE = 1_000;

  private final Store store;
  private final Clock clock;

  public AuditLog(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * One change.
   *
   * @param at when
   * @param actor who made it, such as {@code admin:alice}
   */
  public record Entry(Instant at, String actor, Deed deed) {

    /** What was done, in a few words of English, with its subject. */
    public String what() {
      return deed.act().english();
    }

    /** How it was, in English; empty if there was nothing. */
    public String before() {
      return Deed.english(deed.before());
    }

    /** How it is since, in English; empty if there is nothing. */
    public String after() {
      return Deed.english(deed.after());
    }
  }

  /**
   * Records a change in its own transaction.
   *
   * @param before how it was; empty if there was nothing
   * @param after how it is since; empty if there is nothing
   */
  public void record(
      Transaction tx,
      String actor,
      Said<Act> act,
      List<Said<Trait>> before,
      List<Said<Trait>> after)
      throws SQLException {
    Entry entry =
        new Entry(Instant.ofEpochMilli(clock.millis()), actor, new Deed(act, before, after));
    tx.update(
        """
        INSERT INTO audit (at, actor, what, old_value, new_value, deed)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        entry.at.toEpochMilli(),
        actor,
        entry.what(),
        entry.before(),
        entry.after(),
        entry.deed.written());
  }

  /** Records a free-text line; completes when it is on disk. */
  public CompletableFuture<Void> write(String actor, String message) {
    return store.write(
        tx -> {
          record(tx, actor, Act.MESSAGE.of(), List.of(), List.of(Trait.TEXT.of(message)));
          return null;
        });
  }

  /** The newest entry of an act that has no values; empty if there is none. */
  public static Optional<Entry> newest(Transaction tx, Act act) throws SQLException {
    return tx.first(
        """
        SELECT at, actor, deed FROM audit
        WHERE what = ? ORDER BY id DESC LIMIT 1\
        """,
        AuditLog::read,
        act.english());
  }

  /** When the first entry of all was made; empty if there is none. */
  public static Optional<Instant> oldest(Transaction tx) throws SQLException {
    return tx.first(
        "SELECT at FROM audit ORDER BY id LIMIT 1", row -> Instant.ofEpochMilli(row.getLong(1)));
  }

  /**
   * The newest entries, newest first, as committed.
   *
   * @param most the most entries to return, at least 1
   */
  public CompletableFuture<List<Entry>> last(int most) {
    return store.read(
        tx ->
            tx.list(
                """
                SELECT at, actor, deed FROM audit
                ORDER BY id DESC LIMIT ?\
                """,
                AuditLog::read,
                most));
  }

  /**
   * Which entries to read.
   *
   * @param from at this time or later
   * @param until and before this one
   * @param actor what the actor's name contains, whatever the case; empty for all
   * @param what the same for what was done
   */
  public record Filter(Instant from, Instant until, String actor, String what) {}

  /** An entry with its number; later ones have greater numbers. */
  public record Numbered(long id, Entry entry) {}

  /**
   * Passes on entries, oldest first, by pages, each in a snapshot of its own. Blocks until the last
   * one is taken.
   */
  public void each(Filter filter, Consumer<? super Entry> taker) {
    long done = 0;
    while (done >= 0) {
      List<Numbered> page = after(filter, done);
      page.forEach(one -> taker.accept(one.entry()));
      done = page.size() < PAGE ? -1 : page.get(page.size() - 1).id();
    }
  }

  private List<Numbered> after(Filter filter, long after) {
    return store
        .<List<Numbered>>readAlone(
            tx ->
                tx.list(
                    """
                    SELECT at, actor, deed, id FROM audit
                    WHERE id > ? AND at >= ? AND at < ?
                      AND lower(actor) LIKE ? ESCAPE '\\' AND lower(what) LIKE ? ESCAPE '\\'
                    ORDER BY id LIMIT ?\
                    """,
                    row -> new Numbered(row.getLong(4), read(row)),
                    after,
                    filter.from().toEpochMilli(),
                    filter.until().toEpochMilli(),
                    pattern(filter.actor()),
                    pattern(filter.what()),
                    PAGE))
        .join();
  }

  /**
   * The newest of the entries that a filter lets through, newest first, as committed.
   *
   * @param most the most entries to return, at least 1
   */
  public CompletableFuture<List<Entry>> last(Filter filter, int most) {
    return page(filter, Long.MAX_VALUE, most)
        .thenApply(page -> page.stream().map(Numbered::entry).toList());
  }

  /**
   * The same with their numbers, a page of them.
   *
   * @param before only those with lower numbers
   */
  public CompletableFuture<List<Numbered>> page(Filter filter, long before, int most) {
    return store.readAlone(
        tx ->
            tx.list(
                """
                SELECT at, actor, deed, id FROM audit
                WHERE id < ? AND at >= ? AND at < ?
                  AND lower(actor) LIKE ? ESCAPE '\\' AND lower(what) LIKE ? ESCAPE '\\'
                ORDER BY id DESC LIMIT ?\
                """,
                row -> new Numbered(row.getLong(4), read(row)),
                before,
                filter.from().toEpochMilli(),
                filter.until().toEpochMilli(),
                pattern(filter.actor()),
                pattern(filter.what()),
                most));
  }

  private static String pattern(String contained) {
    return "%" + contained.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static Entry read(Row row) throws SQLException {
    return new Entry(
        Instant.ofEpochMilli(row.getLong(1)), row.getString(2), Deed.read(row.getString(3)));
  }
}
