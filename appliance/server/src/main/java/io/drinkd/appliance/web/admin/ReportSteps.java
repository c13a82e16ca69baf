package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.web.page.Texts;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The steps in which a time is drawn: days, or of a longer time months, or years, so that each bar
 * can be told from the next one on a telephone.
 *
 * @param word the step, in the keys of texts
 * @param digits how many characters of a day, such as {@code 2026-11-20}, name its step
 * @param names the steps from the first to the last one, as the days' first characters
 */
record ReportSteps(String word, int digits, List<String> names, Texts t) {

  private static final int BARS_MAX = 92;
  private static final int DAY_DIGITS = 10;
  private static final int MONTH_DIGITS = 7;
  private static final int YEAR_DIGITS = 4;

  static ReportSteps of(LocalDate first, LocalDate last, Texts t) {
    if (!isLong(first, last)) {
      List<String> days = new ArrayList<>();
      first.datesUntil(last.plusDays(1)).forEach(day -> days.add(day.toString()));
      return new ReportSteps("day", DAY_DIGITS, days, t);
    }
    List<String> names = new ArrayList<>();
    if (ChronoUnit.MONTHS.between(YearMonth.from(first), YearMonth.from(last)) < BARS_MAX) {
      YearMonth end = YearMonth.from(last);
      for (YearMonth at = YearMonth.from(first); !at.isAfter(end); at = at.plusMonths(1)) {
        names.add(at.toString());
      }
      return new ReportSteps("month", MONTH_DIGITS, names, t);
    }
    for (int year = first.getYear(); year <= last.getYear(); year++) {
      names.add(Year.of(year).atDay(1).toString().substring(0, YEAR_DIGITS));
    }
    return new ReportSteps("year", YEAR_DIGITS, names, t);
  }

  /** Whether a time has too many days for a bar each. */
  static boolean isLong(LocalDate first, LocalDate last) {
    return ChronoUnit.DAYS.between(first, last) >= BARS_MAX;
  }

  /**
   * A bar for each step, also where nothing happened.
   *
   * @param day the day of a sum, such as {@code 2026-11-20}
   */
  <T> List<BarChart.Bar> bars(List<T> sums, Function<T, String> day, ToLongFunction<T> value) {
    Map<String, Long> byStep = new TreeMap<>();
    sums.forEach(
        sum ->
            byStep.merge(
                day.apply(sum).substring(0, digits), value.applyAsLong(sum), Math::addExact));
    return names.stream()
        .map(name -> new BarChart.Bar(shown(name), byStep.getOrDefault(name, 0L)))
        .toList();
  }

  private String shown(String name) {
    return switch (digits) {
      case DAY_DIGITS -> t.shortDay(LocalDate.parse(name).atStartOfDay(t.zone()).toInstant());
      case MONTH_DIGITS -> t.month(YearMonth.parse(name));
      default -> name;
    };
  }
}
