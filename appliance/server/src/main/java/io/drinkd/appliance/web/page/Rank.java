package io.drinkd.appliance.web.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A name in a list of who or what has the most.
 *
 * @param percent how long its bar is; the first one's has 100
 */
public record Rank(String name, long count, long percent) {

  private static final long FULL = 100;

  /**
   * The first of them, the most first.
   *
   * @param most how many
   */
  public static List<Rank> of(Map<String, Long> counts, int most) {
    long greatest = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(one -> new Rank(one.getKey(), one.getValue(), FULL * one.getValue() / greatest))
        .toList();
  }
}
