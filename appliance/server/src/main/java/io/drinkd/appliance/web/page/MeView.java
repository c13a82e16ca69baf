package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.service.Catalog;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a member has and has had.
 *
 * @param underway drops that have not ended
 * @param key by which the gift is made once, however often the form is sent
 */
public record MeView(
    Balance balance,
    List<Entry> newest,
    List<DropWay> underway,
    List<Rank> favourites,
    String key) {

  private static final int FAVOURITES_MAX = 5;

  /**
   * @param drops the member's newest
   */
  static MeView of(
      Balance balance, List<Entry> newest, List<DropRecord> drops, Catalog catalog, Texts t) {
    Map<String, Long> counts =
        drops.stream()
            .filter(drop -> drop.state() == DropState.DROPPED && !drop.course().paidBack())
            .map(drop -> drop.place().item())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return new MeView(
        balance,
        newest,
        underway(drops, catalog, t),
        Rank.of(counts, FAVOURITES_MAX),
        Typed.newKey());
  }

  /** Those of a member's newest drops that have not ended. */
  static List<DropWay> underway(List<DropRecord> drops, Catalog catalog, Texts t) {
    return drops.stream()
        .filter(drop -> !drop.state().ended())
        .map(drop -> DropWay.of(drop, catalog, t))
        .toList();
  }
}
