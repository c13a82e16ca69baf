package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropReports.DropTotals;
import io.drinkd.appliance.drop.DropReports.IncomeTotals;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.web.page.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The reports of some days.
 *
 * @param csv what stands behind the addresses of the files for the same time
 * @param range of which days they are, in words; empty if there are none
 */
public record ReportsView(
    Days days, String csv, String range, BarChart drops, BarChart items, BarChart income) {

  private static final int ITEMS_MAX = 12;

  /** What the reports say. */
  record Sums(List<DropTotals> byDay, List<DropTotals> byItem, List<IncomeTotals> income) {}

  static ReportsView of(Days days, Period period, Sums sums, Texts t) {
    LocalDate from = LocalDate.ofInstant(period.from(), t.zone());
    LocalDate last = last(from, LocalDate.ofInstant(period.until().minusMillis(1), t.zone()), t);
    LocalDate first = first(from, last, sums);
    ReportSteps steps = ReportSteps.of(first, last, t);
    String csv =
        new Query("")
            .with("from", period.from().toString())
            .with("to", period.until().toString())
            .toString();
    return new ReportsView(
        days,
        csv,
        days.right() ? t.text("admin.reports.range", t.day(first), t.day(last)) : "",
        new BarChart(
            "drops",
            t.text("admin.reports.drops." + steps.word()),
            t.text("admin.reports." + steps.word()),
            steps.bars(sums.byDay, DropTotals::group, DropTotals::fell),
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
            t.text("admin.reports.income." + steps.word()),
            t.text("admin.reports." + steps.word()),
            steps.bars(sums.income, IncomeTotals::group, IncomeTotals::income),
            t::credits,
            t));
  }

  /** What is still to come has nothing in it. */
  private static LocalDate last(LocalDate from, LocalDate to, Texts t) {
    LocalDate today = LocalDate.ofInstant(t.now(), t.zone());
    return to.isAfter(today) && !from.isAfter(today) ? today : to;
  }

  /** Of a long time the beginning in which nothing happened yet is left out, and that is said. */
  private static LocalDate first(LocalDate from, LocalDate last, Sums sums) {
    if (!ReportSteps.isLong(from, last)) {
      return from;
    }
    List<String> days = new ArrayList<>();
    sums.byDay.forEach(sum -> days.add(sum.group()));
    sums.income.forEach(sum -> days.add(sum.group()));
    LocalDate earliest =
        days.stream().min(Comparator.naturalOrder()).map(LocalDate::parse).orElse(last);
    return earliest.isBefore(from) ? from : earliest;
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
