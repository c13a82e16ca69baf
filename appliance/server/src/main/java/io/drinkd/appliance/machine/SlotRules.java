package io.drinkd.appliance.machine;

import io.drinkd.appliance.store.Rule;
import java.util.List;

/** What always holds for the rows that {@link SlotStore} writes. */
public final class SlotRules {

  public static final List<Rule> ALL =
      List.of(
          new Rule(
              "every slot's numbers equal its moves",
              """
              SELECT s.machine, s.number AS slot, s.count, coalesce(m.count, 0) AS moved_count,
                s.dropped, coalesce(m.dropped, 0) AS moved_dropped
              FROM slot s LEFT JOIN (SELECT machine, slot AS number, sum(count_change) AS count,
                sum(dropped_change) AS dropped FROM stock_move GROUP BY machine, slot) m
                USING (machine, number)
              WHERE s.count <> moved_count OR s.dropped <> moved_dropped\
              """));

  private SlotRules() {}
}
