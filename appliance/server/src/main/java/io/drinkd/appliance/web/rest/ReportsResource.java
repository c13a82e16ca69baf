package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.End;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.drop.DropReports.StockTotals;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Lists for spreadsheets. */
final class ReportsResource {

  private static final Duration WEEK = Duration.ofDays(7);

  private final Services services;
  private final Clock clock;

  ReportsResource(Services services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  /** Drops by the thousand, so they are written while they are read. */
  CompletionStage<Reply> drops(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    Fields query = Inputs.query(exchange);
    Period period = Periods.last(WEEK, query, clock);
    Optional<String> machine = machine(query);
    Optional<String> member = query.text("member");
    query.end();
    Filter filter = new Filter(period.from(), period.until(), machine, member, Optional.empty());
    return Reply.written(Csv.TYPE, out -> write(admin, filter, out))
        .with("Content-Disposition", "attachment; filename=\"drops.csv\"")
        .now();
  }

  private Optional<String> machine(Fields query) {
    return query.text("machine").map(id -> services.catalog().machine(id).id());
  }

  private void write(Admin admin, Filter filter, OutputStream out) throws IOException {
    try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      writer.write(
          Csv.line(
              "id",
              "at",
              "member",
              "machine",
              "slot",
              "item",
              "price",
              "state",
              "sent",
              "ended",
              "actor",
              "reason",
              "paid-back"));
      services.drops().each(admin, filter, drop -> write(writer, line(drop)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Writer writer, String line) {
    try {
      writer.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the client does not take the report", e);
    }
  }

  private static String line(DropRecord drop) {
    Optional<End> end = drop.course().end();
    return Csv.line(
        drop.id(),
        drop.at(),
        drop.member(),
        drop.place().machine(),
        drop.place().slot(),
        drop.place().item(),
        drop.price(),
        DropJson.word(drop.state()),
        drop.course().sentAt(),
        end.map(End::at),
        end.map(End::actor),
        end.map(End::reason),
        drop.course().paidBackAt());
  }

  CompletionStage<Reply> stock(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    Fields query = Inputs.query(exchange);
    Period period = Periods.last(WEEK, query, clock);
    Optional<String> machine = machine(query);
    query.end();
    return exchange.reply(
        services.reports().stock(admin, period), totals -> stock(machine, totals));
  }

  private static Reply stock(Optional<String> machine, List<StockTotals> totals) {
    StringBuilder text = new StringBuilder();
    text.append(Csv.line("machine", "slot", "item", "count", "capacity", "fell", "put-in"));
    totals.stream()
        .filter(slot -> machine.isEmpty() || machine.get().equals(slot.machine()))
        .forEach(
            slot ->
                text.append(
                    Csv.line(
                        slot.machine(),
                        slot.slot(),
                        slot.item(),
                        slot.count(),
                        slot.capacity(),
                        slot.fell(),
                        slot.moved())));
    return Reply.of(Content.of(Csv.TYPE, text.toString()))
        .with("Content-Disposition", "attachment; filename=\"stock.csv\"");
  }
}
