package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.drop.DropReports.DropTotals;
import io.drinkd.appliance.drop.DropReports.IncomeTotals;
import io.drinkd.appliance.drop.DropReports.StockTotals;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Reports;
import io.drinkd.appliance.service.Reports.By;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Renderer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** What was drunk and paid, in pictures, tables and files. */
final class AdminReports {

  private static final int DAYS_USUAL = 30;

  private final Reports reports;
  private final UnaryOperator<String> names;
  private final Renderer renderer;

  AdminReports(Services services, Renderer renderer) {
    reports = services.reports();
    names = services.catalog()::nameOf;
    this.renderer = renderer;
  }

  CompletionStage<Reply> show(Exchange exchange, Admin admin) {
    Frame frame = renderer.frame(exchange);
    ZoneId zone = frame.t().zone();
    LocalDate today = LocalDate.ofInstant(frame.t().now(), zone);
    Days days = Days.of(exchange.query(), frame.t()).orLast(DAYS_USUAL, today);
    Period period = days.period(zone, frame.t().now());
    CompletableFuture<List<DropTotals>> byDay = reports.drops(admin, period, By.DAY, zone);
    CompletableFuture<List<DropTotals>> byItem = reports.drops(admin, period, By.ITEM, zone);
    CompletableFuture<List<IncomeTotals>> income = reports.income(admin, period, By.DAY, zone);
    CompletableFuture<List<StockTotals>> stock = reports.stock(admin, period);
    return exchange.reply(
        CompletableFuture.allOf(byDay, byItem, income, stock),
        done ->
            renderer.reply(
                days.status(),
                "admin/reports",
                frame,
                Map.of(
                    "r",
                    ReportsView.of(
                        days,
                        period,
                        new ReportsView.Sums(byDay.join(), byItem.join(), income.join()),
                        frame.t()),
                    "stock",
                    stock.join(),
                    "names",
                    names)));
  }
}
