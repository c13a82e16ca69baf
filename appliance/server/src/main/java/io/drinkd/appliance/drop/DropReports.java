package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Transaction.RowReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sums over drops. Each is one reading of the books, of which only the sums are kept in memory. */
public final class DropReports {

  private DropReports() {}

  /**
   * A drop or a payment, with what it may be counted by.
   *
   * @param member who has the history of whoever paid: another member after a merge
   */
  public record Counted(Instant at, String item, String member, String machine) {}

  /** By what is counted. */
  @FunctionalInterface
  public interface Grouping {

    /** The group to which a drop or a payment belongs. */
    String of(Counted counted);
  }

  /**
   * How drops ended.
   *
   * @param fell how many fell, and were charged unless free
   * @param failed how many ended without a drink
   * @param open how many have not ended, those in doubt among them
   * @param credits the prices of those that fell
   */
  public record DropTotals(String group, long fell, long failed, long open, long credits) {}

  /**
   * What was paid for drinks.
   *
   * @param drops how many were paid
   * @param charged what was paid for them
   * @param refunded what was paid back of that or of earlier ones
   */
  public record IncomeTotals(String group, long drops, long charged, long refunded) {

    /** What stayed with the house. */
    public long income() {
      return charged - refunded;
    }
  }

  /** How many drinks a member had. */
  public record Honour(String member, long drinks) {}

  /**
   * A slot as it is now, and how its stock has moved meanwhile.
   *
   * @param count how many are in it now
   * @param fell how many fell
   * @param moved how many more were put in than taken out
   */
  public record StockTotals(
      String machine, int slot, String item, long count, long capacity, long fell, long moved) {}

  /**
   * The drops that were asked for from one time on until before another.
   *
   * @return by group, in the order of the groups' names
   */
  public static CompletableFuture<List<DropTotals>> drops(
      StoreView store, Instant from, Instant until, Grouping by) {
    return store.readAlone(
        tx -> {
          SortedMap<String, DropTotals> totals = new TreeMap<>();
          tx.each(
              """
              SELECT d.requested_at, d.item, coalesce(i.name, m.name), d.machine, d.state, d.price
              FROM drop_order d JOIN member m ON m.id = d.member
              LEFT JOIN member i ON i.id = m.merged_into
              WHERE d.requested_at >= ? AND d.requested_at < ?\
              """,
              row -> {
                String group = by.of(COUNTED.read(row));
                DropState state = DropState.valueOf(row.getString(5));
                boolean fell = state == DropState.DROPPED;
                DropTotals one =
                    new DropTotals(
                        group,
                        fell ? 1 : 0,
                        state.ended() && !fell ? 1 : 0,
                        state.ended() ? 0 : 1,
                        fell ? row.getLong(6) : 0);
                totals.merge(group, one, DropReports::sum);
              },
              from.toEpochMilli(),
              until.toEpochMilli());
          return List.copyOf(totals.values());
        });
  }

  private static final RowReader<Counted> COUNTED =
      row ->
          new Counted(
              Instant.ofEpochMilli(row.getLong(1)),
              row.getString(2),
              row.getString(3),
              row.getString(4));

  private static DropTotals sum(DropTotals some, DropTotals more) {
    return new DropTotals(
        some.group,
        some.fell + more.fell,
        some.failed + more.failed,
        some.open + more.open,
        some.credits + more.credits);
  }

  /**
   * What was paid for drops, and paid back, from one time on until before another.
   *
   * @return as for {@link #drops}
   */
  public static CompletableFuture<List<IncomeTotals>> income(
      StoreView store, Instant from, Instant until, Grouping by) {
    return store.readAlone(
        tx -> {
          SortedMap<String, IncomeTotals> totals = new TreeMap<>();
          tx.each(
              """
              SELECT t.at, d.item, coalesce(i.name, m.name), d.machine, t.kind, t.amount
              FROM transfer t JOIN drop_order d ON d.id = t.drop_id
              JOIN member m ON m.id = d.member LEFT JOIN member i ON i.id = m.merged_into
              WHERE t.at >= ? AND t.at < ? AND t.kind IN ('drop', 'refund')\
              """,
              row -> {
                String group = by.of(COUNTED.read(row));
                boolean paid = row.getString(5).equals("drop");
                long amount = row.getLong(6);
                IncomeTotals one =
                    new IncomeTotals(group, paid ? 1 : 0, paid ? amount : 0, paid ? 0 : amount);
                totals.merge(group, one, DropReports::sum);
              },
              from.toEpochMilli(),
              until.toEpochMilli());
          return List.copyOf(totals.values());
        });
  }

  private static IncomeTotals sum(IncomeTotals some, IncomeTotals more) {
    return new IncomeTotals(
        some.group,
        some.drops + more.drops,
        some.charged + more.charged,
        some.refunded + more.refunded);
  }

  /**
   * The members who are public and had most drinks from one time on until before another, the most
   * first. What was paid back counts as no drink.
   *
   * @param most how many members at most
   */
  public static CompletableFuture<List<Honour>> honours(
      StoreView store, Instant from, Instant until, int most) {
    return store.readAlone(
        tx ->
            tx.list(
                """
                SELECT m.name, count(*) AS drinks
                FROM member m
                JOIN member p ON p.id = m.id OR p.merged_into = m.id
                JOIN drop_order d ON d.account = p.account
                WHERE m.public AND m.closed_at IS NULL AND d.state = 'DROPPED'
                  AND d.settled_at >= ? AND d.settled_at < ?
                  AND NOT EXISTS (SELECT 1 FROM transfer t
                    WHERE t.drop_id = d.id AND t.kind = 'refund')
                GROUP BY m.id, m.name ORDER BY drinks DESC, m.name LIMIT ?\
                """,
                row -> new Honour(row.getString(1), row.getLong(2)),
                from.toEpochMilli(),
                until.toEpochMilli(),
                most));
  }

  /**
   * What somebody drinks.
   *
   * @param lastDrink when the last drink fell; empty if none ever did
   * @param favourite what fell most often among the last hundred drinks; empty if none ever did
   */
  public record Taste(Optional<Instant> lastDrink, Optional<String> favourite) {}

  private record Drink(Instant at, String item) {}

  /**
   * What whoever has that account drinks. What was paid back counts as no drink. It is read with
   * everything else: it is short.
   */
  public static CompletableFuture<Taste> taste(Store store, long account) {
    return store
        .read(
            tx ->
                tx.list(
                    """
                    SELECT d.settled_at, d.item FROM drop_order d
                    WHERE d.account = ? AND d.state = 'DROPPED'
                      AND NOT EXISTS (SELECT 1 FROM transfer t
                        WHERE t.drop_id = d.id AND t.kind = 'refund')
                    ORDER BY d.id DESC LIMIT 100\
                    """,
                    row -> new Drink(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)),
                    account))
        .thenApply(
            drinks -> new Taste(drinks.stream().findFirst().map(Drink::at), mostOften(drinks)));
  }

  private static Optional<String> mostOften(List<Drink> drinks) {
    return drinks.stream()
        .collect(Collectors.groupingBy(Drink::item, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  /** All slots, with the drops and the moves of stock from one time on until before another. */
  public static CompletableFuture<List<StockTotals>> stock(
      StoreView store, Instant from, Instant until) {
    return store.readAlone(
        tx ->
            tx.list(
                """
                SELECT s.machine, s.number, s.item, s.count, s.capacity,
                  coalesce(d.fell, 0), coalesce(v.moved, 0)
                FROM slot s
                LEFT JOIN (SELECT machine, slot, count(*) AS fell FROM drop_order
                  WHERE state = 'DROPPED' AND settled_at >= ? AND settled_at < ?
                  GROUP BY machine, slot) d ON d.machine = s.machine AND d.slot = s.number
                LEFT JOIN (SELECT machine, slot, sum(count_change) AS moved FROM stock_move
                  WHERE at >= ? AND at < ? GROUP BY machine, slot) v
                  ON v.machine = s.machine AND v.slot = s.number
                ORDER BY s.machine, s.number\
                """,
                row ->
                    new StockTotals(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)),
                from.toEpochMilli(),
                until.toEpochMilli(),
                from.toEpochMilli(),
                until.toEpochMilli()));
  }
}
