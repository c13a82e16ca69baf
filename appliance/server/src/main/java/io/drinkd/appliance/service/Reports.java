package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.drop.DropReports;
import io.drinkd.appliance.drop.DropReports.Counted;
import io.drinkd.appliance.drop.DropReports.DropTotals;
import io.drinkd.appliance.drop.DropReports.Grouping;
import io.drinkd.appliance.drop.DropReports.Honour;
import io.drinkd.appliance.drop.DropReports.IncomeTotals;
import io.drinkd.appliance.drop.DropReports.StockTotals;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Store;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sums for whoever keeps the house. They are read apart from everything else, so that nobody waits
 * for them, and only the sums are held in memory.
 */
public final class Reports {

  /** By what is summed up. */
  public enum By {
    DAY,
    ITEM,
    MEMBER,
    MACHINE
  }

  /** The most members on a board of honour. */
  public static final int HONOURS_MAX = 100;

  private final Store store;

  Reports(Store store) {
    this.store = store;
  }

  /**
   * How the drops of a time ended.
   *
   * @param zone in which a day begins
   */
  public CompletableFuture<List<DropTotals>> drops(Admin admin, Period period, By by, ZoneId zone) {
    return answered(DropReports.drops(store, period.from(), period.until(), grouping(by, zone)));
  }

  /** What was paid for drinks in a time, and paid back. */
  public CompletableFuture<List<IncomeTotals>> income(
      Admin admin, Period period, By by, ZoneId zone) {
    return answered(DropReports.income(store, period.from(), period.until(), grouping(by, zone)));
  }

  /** What is in the slots now, and how it came and went in a time. */
  public CompletableFuture<List<StockTotals>> stock(Admin admin, Period period) {
    return answered(DropReports.stock(store, period.from(), period.until()));
  }

  /**
   * Who drank most in a time, the most first: of those members alone who say that others may know,
   * see {@link Memberships#setPublic}. So anybody may see it.
   *
   * @param most how many members, from 1 to {@link #HONOURS_MAX}
   * @throws RefusedException {@link io.drinkd.appliance.failure.Refusal#INVALID_COUNT}
   */
  public CompletableFuture<List<Honour>> honours(Period period, int most) {
    Page.requireCount(most, HONOURS_MAX);
    return answered(DropReports.honours(store, period.from(), period.until(), most));
  }

  private static Grouping grouping(By by, ZoneId zone) {
    return switch (by) {
      case DAY -> counted -> counted.at().atZone(zone).toLocalDate().toString();
      case ITEM -> Counted::item;
      case MEMBER -> Counted::member;
      case MACHINE -> Counted::machine;
    };
  }
}
