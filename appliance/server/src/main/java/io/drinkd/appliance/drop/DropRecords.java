package io.drinkd.appliance.drop;

import io.drinkd.appliance.machine.TrafficLine;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What the books keep of drops, for reading.
 *
 * <p>Many are read by pages, each in a snapshot of its own: while whoever takes them is slow, no
 * snapshot is held that would keep the books' log from being shortened.
 */
public final class DropRecords {

  /** No name is folded to that. */
  private static final String NOBODY = "\n";

  /** How many are in memory at a time. */
  private static final int PAGE = 1_000;

  private static final String SELECT =
      """
      SELECT d.id, d.requested_at, coalesce(i.name, m.name), d.machine, d.slot, d.item, d.price,
        d.state, coalesce(d.sent_at, -1), coalesce(d.settled_at, -1), coalesce(d.actor, ''),
        coalesce(d.reason, ''), d.delay_millis,
        coalesce((SELECT t.at FROM transfer t WHERE t.drop_id = d.id AND t.kind = 'refund'), -1)
      FROM drop_order d JOIN member m ON m.id = d.member LEFT JOIN member i ON i.id = m.merged_into
      """;

  /** What a filter says. */
  private static final String FILTERED =
      """
      AND d.requested_at >= ? AND d.requested_at < ? AND (? = '' OR d.machine = ?)
      AND (? = '' OR m.folded_name = ? OR i.folded_name = ?)
      AND (? = '' OR d.state = ?)
      AND (? < 0 OR ? = (SELECT count(*) FROM transfer t WHERE t.drop_id = d.id AND t.kind = 'refund'))
      """;

  private static final String AFTER =
      SELECT + "WHERE d.id > ?\n" + FILTERED + "ORDER BY d.id LIMIT ?";

  private static final String BEFORE =
      SELECT + "WHERE d.id < ?\n" + FILTERED + "ORDER BY d.id DESC LIMIT ?";

  private static final String BEFORE_OF_ACCOUNT =
      SELECT + "WHERE d.account = ? AND d.id < ?\n" + FILTERED + "ORDER BY d.id DESC LIMIT ?";

  private DropRecords() {}

  /** From where something was to fall, and what. */
  public record Place(String machine, int slot, String item) {}

  /** How a drop ended: when, who said so, and why. */
  public record End(Instant at, String actor, String reason) {}

  /**
   * One drop.
   *
   * @param at when it was asked for
   * @param member who pays, or has the history of whoever did: another member after a merge
   */
  public record DropRecord(
      long id,
      Instant at,
      String member,
      Place place,
      long price,
      DropState state,
      Course course) {}

  /**
   * What became of a drop.
   *
   * @param delay how long it was to wait from when it was asked for
   * @param sentAt when its order left; empty if it has not
   * @param end empty if it has not ended
   * @param paidBackAt when it was paid back though it fell; empty if it was not
   */
  public record Course(
      Duration delay, Optional<Instant> sentAt, Optional<End> end, Optional<Instant> paidBackAt) {

    /** Whether it counts as no drink, though it fell. */
    public boolean paidBack() {
      return paidBackAt.isPresent();
    }
  }

  /**
   * A state that an unusual drop came into, and who said so.
   *
   * @param said what its board was sent and sent shortly before; empty if nothing is known
   */
  public record Step(
      Instant at, DropState state, String actor, String reason, List<TrafficLine> said) {}

  /**
   * One drop with its history.
   *
   * @param steps what happened to it that was unusual, oldest first
   * @param refund when it was paid back, by whom and why; empty if it was not
   * @param absentSender see {@link InDoubtDrops.Known}; empty of what is not in doubt
   * @param ownerless whether it is one of {@link OwnerlessDrops}
   */
  public record DropHistory(
      DropRecord drop,
      List<Step> steps,
      Optional<End> refund,
      Optional<String> absentSender,
      boolean ownerless) {}

  /**
   * Which drops to read.
   *
   * @param from asked for at this time or later
   * @param until and before this one
   * @param machine its id; empty for all
   * @param member the member's name, whatever its case, also of one who has left or was merged;
   *     empty for all
   * @param state empty for all
   * @param paidBack whether they were paid back though they fell; empty for all
   */
  public record Filter(
      Instant from,
      Instant until,
      Optional<String> machine,
      Optional<String> member,
      Optional<DropState> state,
      Optional<Boolean> paidBack) {

    /** Drops that were paid back, and others. */
    public Filter(
        Instant from,
        Instant until,
        Optional<String> machine,
        Optional<String> member,
        Optional<DropState> state) {
      this(from, until, machine, member, state, Optional.empty());
    }

    /** All drops. */
    public static final Filter ALL =
        new Filter(
            Instant.EPOCH,
            Instant.ofEpochMilli(Long.MAX_VALUE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** Passes on the drops, oldest first. Blocks until the last one is taken. */
  public static void each(StoreView store, Filter filter, Consumer<? super DropRecord> taker) {
    long done = 0;
    while (done >= 0) {
      List<DropRecord> page = page(store, filter, done);
      page.forEach(taker);
      done = page.size() < PAGE ? -1 : page.get(page.size() - 1).id();
    }
  }

  /** Empty for all; a name of which nothing is left to be seen is nobody's. */
  private static String payer(Filter filter) {
    return filter
        .member()
        .map(MemberRules::folded)
        .map(name -> name.isEmpty() ? NOBODY : name)
        .orElse("");
  }

  private static List<DropRecord> page(StoreView store, Filter filter, long after) {
    return store
        .readAlone(tx -> list(tx, AFTER, List.of(after), filter, payer(filter), PAGE))
        .join();
  }

  /**
   * The newest drops, newest first.
   *
   * @param before the number of the drop that is newer than the first
   * @param most how many, at least 1
   */
  public static CompletableFuture<List<DropRecord>> newest(
      StoreView store, Filter filter, long before, int most) {
    return store.readAlone(tx -> list(tx, BEFORE, List.of(before), filter, payer(filter), most));
  }

  /**
   * The same of those that one account pays; whose it is does not matter.
   *
   * @param account its number
   */
  public static CompletableFuture<List<DropRecord>> newest(
      StoreView store, long account, Filter filter, long before, int most) {
    return store.readAlone(
        tx -> list(tx, BEFORE_OF_ACCOUNT, List.of(account, before), filter, "", most));
  }

  /**
   * Those that a filter lets through.
   *
   * @param sql one of the three queries
   * @param bounds its values before those of the filter
   * @param payer by the folded name; empty for all
   */
  private static List<DropRecord> list(
      Transaction tx, String sql, List<Long> bounds, Filter filter, String payer, int most)
      throws SQLException {
    String machine = filter.machine().orElse("");
    String state = filter.state().map(DropState::name).orElse("");
    int refunds = filter.paidBack().map(is -> is ? 1 : 0).orElse(-1);
    List<Object> values = new ArrayList<>(bounds);
    values.addAll(List.of(filter.from().toEpochMilli(), filter.until().toEpochMilli()));
    values.addAll(
        List.of(machine, machine, payer, payer, payer, state, state, refunds, refunds, most));
    return tx.list(sql, DropRecords::read, values.toArray());
  }

  /** One drop, if there is one of that number. */
  public static CompletableFuture<Optional<DropHistory>> find(Store store, long id) {
    return store.readAlone(
        tx -> withHistory(store, tx, tx.first(SELECT + "WHERE d.id = ?", DropRecords::read, id)));
  }

  /** One drop, if there is one of that number that the account pays. */
  public static CompletableFuture<Optional<DropHistory>> find(Store store, long account, long id) {
    String sql = SELECT + "WHERE d.id = ? AND d.account = ?";
    return store.readAlone(
        tx -> withHistory(store, tx, tx.first(sql, DropRecords::read, id, account)));
  }

  private static Optional<DropHistory> withHistory(
      Store store, Transaction tx, Optional<DropRecord> found) throws SQLException {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    DropRecord drop = found.get();
    Optional<String> absentSender =
        drop.state() == DropState.IN_DOUBT
            ? Optional.ofNullable(store.owners().absentSenders(tx).get(drop.id()))
            : Optional.empty();
    return Optional.of(
        new DropHistory(
            drop,
            steps(tx, drop.id()),
            refund(tx, drop),
            absentSender,
            OwnerlessDrops.isOwnerless(store, tx, drop.state(), drop.place().machine())));
  }

  private static List<Step> steps(Transaction tx, long id) throws SQLException {
    return tx.list(
        """
        SELECT at, state, actor, reason, coalesce(said, '') FROM drop_event
        WHERE drop_id = ? ORDER BY id\
        """,
        row ->
            new Step(
                Instant.ofEpochMilli(row.getLong(1)),
                DropState.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5).lines().map(TrafficLine::of).toList()),
        id);
  }

  private static Optional<End> refund(Transaction tx, DropRecord drop) throws SQLException {
    // For people who see the drop itself; their accounts say of which one it was.
    String ofDrop = DropStore.refundReason(drop.id(), drop.place().item());
    return tx.first(
        "SELECT at, actor, reason FROM transfer WHERE drop_id = ? AND kind = 'refund'",
        row ->
            new End(
                Instant.ofEpochMilli(row.getLong(1)),
                row.getString(2),
                row.getString(3).replaceFirst("^" + Pattern.quote(ofDrop), "")),
        drop.id());
  }

  private static DropRecord read(Row row) throws SQLException {
    Optional<Instant> ended = time(row.getLong(10));
    String actor = row.getString(11);
    String reason = row.getString(12);
    return new DropRecord(
        row.getLong(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        new Place(row.getString(4), row.getInt(5), row.getString(6)),
        row.getLong(7),
        DropState.valueOf(row.getString(8)),
        new Course(
            Duration.ofMillis(row.getLong(13)),
            time(row.getLong(9)),
            ended.map(at -> new End(at, actor, reason)),
            time(row.getLong(14))));
  }

  private static Optional<Instant> time(long millis) {
    return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
