package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.drop.DropReports;
import io.drinkd.appliance.drop.DropReports.Counted;
import io.drinkd.appliance.drop.DropReports.DropTotals;
import io.drinkd.appliance.drop.DropReports.Grouping;
import io.drinkd.appliance.drop.DropReports.Honour;
import io.drinkd.appliance.drop.DropReports.IncomeTotals;
import io.drinkd.appliance.drop.DropReports.StockTotals;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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
  private final Members members;

  Reports(Store store, Members members) {
    this.store = store;
    this.members = members;
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
   * @throws RefusedException {@link Refusal#INVALID_COUNT}
   */
  public CompletableFuture<List<Honour>> honours(Period period, int most) {
    Page.requireCount(most, HONOURS_MAX);
    return answered(DropReports.honours(store, period.from(), period.until(), most));
  }

  /**
   * What anybody may know of a member who says that others may.
   *
   * @param lastDrink when the last drink fell; empty if none ever did
   * @param favourite what fell most often of late; empty if nothing ever did
   */
  public record Profile(String name, Optional<Instant> lastDrink, Optional<String> favourite) {}

  /**
   * What anybody may know of a member, see {@link Memberships#setPublic}.
   *
   * @param name of the member, exact case, as a gift names its receiver
   * @throws RefusedException {@link Refusal#NO_SUCH_MEMBER} if nobody has it, and in the same way,
   *     from memory, if its member does not want to be named
   */
  public CompletableFuture<Profile> profile(String name) {
    MemberRecord member =
        members
            .find(name)
            .filter(MemberRecord::isPublic)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.NO_SUCH_MEMBER,
                        "nobody who wants to be named here is called " + Printable.quoted(name)));
    return answered(
        DropReports.taste(store, member.account())
            .thenApply(taste -> new Profile(member.name(), taste.lastDrink(), taste.favourite())));
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
