package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropReports.DropTotals;
import io.drinkd.appliance.drop.DropReports.IncomeTotals;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.web.page.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The reports of some days.
 *
 * @param csv what stands behind the addresses of the files for the same time
 */
public record ReportsView(Days days, String csv, BarChart drops, BarChart items, BarChart income) {

  /** So many bars can still be told apart on a telephone; of a longer time the last ones. */
  private static final int DAYS_MAX = 92;

  private static final int ITEMS_MAX = 12;

  /** What the reports say. */
  record Sums(List<DropTotals> byDay, List<DropTotals> byItem, List<IncomeTotals> income) {}

  static ReportsView of(Days days, Period period, Sums sums, Texts t) {
    List<LocalDate> all = all(period, t);
    String csv =
        new Query("")
            .with("from", period.from().toString())
            .with("to", period.until().toString())
            .toString();
    return new ReportsView(
        days,
        csv,
        new BarChart(
            "drops",
            t.text("admin.reports.drops"),
            t.text("admin.reports.day"),
            bars(all, sums.byDay, DropTotals::group, DropTotals::fell, t),
            t::number,
            t),
        new BarChart(
            "items",
            t.text("admin.reports.items"),
            t.text("drop.item"),
            items(sums.byItem),
            t::number,
            t),
        new BarChart(
            "income",
            t.text("admin.reports.income"),
            t.text("admin.reports.day"),
            bars(all, sums.income, IncomeTotals::group, IncomeTotals::income, t),
            t::credits,
            t));
  }

  /** Each day, also those on which nothing happened. */
  private static List<LocalDate> all(Period period, Texts t) {
    LocalDate last = LocalDate.ofInstant(period.until().minusMillis(1), t.zone());
    LocalDate first = LocalDate.ofInstant(period.from(), t.zone());
    LocalDate begin =
        first.isBefore(last.minusDays(DAYS_MAX - 1L)) ? last.minusDays(DAYS_MAX - 1L) : first;
    return begin.isAfter(last) ? List.of() : begin.datesUntil(last.plusDays(1)).toList();
  }

  private static <T> List<BarChart.Bar> bars(
      List<LocalDate> days,
      List<T> sums,
      Function<T, String> group,
      ToLongFunction<T> value,
      Texts t) {
    Map<String, Long> byDay = sums.stream().collect(Collectors.toMap(group, value::applyAsLong));
    return days.stream()
        .map(
            day ->
                new BarChart.Bar(
                    t.shortDay(day.atStartOfDay(t.zone()).toInstant()),
                    byDay.getOrDefault(day.toString(), 0L)))
        .toList();
  }

  private static List<BarChart.Bar> items(List<DropTotals> sums) {
    List<BarChart.Bar> bars = new ArrayList<>();
    sums.stream()
        .filter(sum -> sum.fell() > 0)
        .sorted(Comparator.comparingLong(DropTotals::fell).reversed())
        .limit(ITEMS_MAX)
        .forEach(sum -> bars.add(new BarChart.Bar(sum.group(), sum.fell())));
    return bars;
  }
}
