package io.drinkd.appliance.web.page;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.reading.Reading;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Temperatures;
import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The floor with all machines, and a page for each. Anybody may look. */
final class MachinePages {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(30);

  private final Catalog catalog;
  private final Drops drops;
  private final Temperatures temperatures;
  private final Renderer renderer;
  private final Clock clock;

  MachinePages(Services services, Renderer renderer, Clock clock) {
    catalog = services.catalog();
    drops = services.drops();
    temperatures = services.temperatures();
    this.renderer = renderer;
    this.clock = clock;
  }

  /** All machines, and what is on its way to whoever looks. */
  CompletionStage<Reply> floor(Exchange exchange) {
    Frame frame = renderer.frame(exchange);
    List<MachineCard> cards =
        catalog.all().stream().map(machine -> MachineCard.of(machine, frame)).toList();
    return exchange.reply(
        MyDrops.underway(drops, catalog, frame),
        underway ->
            renderer.reply("floor", frame, Map.of("machines", cards, "underway", underway)));
  }

  CompletionStage<Reply> card(Exchange exchange) {
    return part(exchange, "part/card");
  }

  CompletionStage<Reply> slots(Exchange exchange) {
    return part(exchange, "part/slots");
  }

  private CompletionStage<Reply> part(Exchange exchange, String template) {
    Frame frame = renderer.frame(exchange);
    MachineCard card = MachineCard.of(wanted(exchange), frame);
    return renderer.reply(template, frame, Map.of("m", card)).now();
  }

  private MachineView wanted(Exchange exchange) {
    return catalog.machine(exchange.value("id"));
  }

  CompletionStage<Reply> state(Exchange exchange) {
    Frame frame = renderer.frame(exchange);
    MachineView machine = wanted(exchange);
    return exchange.reply(
        lately(machine, DAY),
        day -> renderer.reply("part/machine", frame, Map.of("m", withSince(machine, day, frame))));
  }

  private CompletionStage<List<Reading>> lately(MachineView machine, Duration time) {
    Instant now = clock.instant();
    return temperatures.between(machine.id(), now.minus(time), now.plusMillis(1));
  }

  private static MachineCard withSince(MachineView machine, List<Reading> day, Frame frame) {
    return MachineCard.of(machine, frame).with(Temperature.of(machine, day, frame.t()));
  }

  CompletionStage<Reply> machine(Exchange exchange) {
    Frame frame = renderer.frame(exchange);
    MachineView machine = wanted(exchange);
    return exchange.reply(
        lately(machine, DAY)
            .thenCombine(lately(machine, MONTH), (day, month) -> List.of(day, month)),
        read -> page(exchange, machine, read.get(0), read.get(1), frame));
  }

  private Reply page(
      Exchange exchange, MachineView machine, List<Reading> day, List<Reading> month, Frame f) {
    Texts t = f.t();
    Double limit = machine.coldBelowCelsius().orElse(null);
    Instant now = clock.instant();
    LineChart.Span hours = new LineChart.Span(now.minus(DAY), now, 24, t::time);
    LineChart.Span days = new LineChart.Span(now.minus(MONTH), now, 30, t::shortDay);
    MachineCard card = withSince(machine, day, f);
    return renderer.reply(
        "machine",
        f,
        Map.of(
            "m",
            card,
            "day",
            new LineChart("day", t.text("machine.day"), hours, day, limit, t),
            "month",
            new LineChart("month", t.text("machine.month"), days, month, limit, t),
            "address",
            exchange.url(card.path())));
  }

  CompletionStage<Reply> code(Exchange exchange) {
    String address = exchange.url(MachineCard.path(wanted(exchange).id()));
    return Reply.of(Content.of("image/svg+xml", QrCode.svg(address))).now();
  }

  CompletionStage<Reply> print(Exchange exchange) {
    Frame frame = renderer.frame(exchange);
    MachineCard card = MachineCard.of(wanted(exchange), frame);
    return renderer
        .reply("print", frame, Map.of("m", card, "address", exchange.url(card.path())))
        .now();
  }
}
