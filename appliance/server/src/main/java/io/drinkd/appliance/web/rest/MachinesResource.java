package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.reading.Reading;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Events;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Temperatures;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Machines: what anyone may see of them, and taking them out of service. */
final class MachinesResource {

  private static final Duration DAY = Duration.ofDays(1);

  private final Catalog catalog;
  private final Events events;
  private final Temperatures temperatures;
  private final MachineList list;
  private final Clock clock;

  MachinesResource(Services services, Clock clock) {
    catalog = services.catalog();
    events = services.events();
    temperatures = services.temperatures();
    list = new MachineList(catalog, events);
    this.clock = clock;
  }

  CompletionStage<Reply> list(Exchange exchange) {
    return list.reply().now();
  }

  CompletionStage<Reply> one(Exchange exchange) {
    long event = events.last();
    ObjectNode json = Json.object().put("event", event);
    return Json.reply(200, MachineJson.into(json, catalog.machine(exchange.value("id")))).now();
  }

  CompletionStage<Reply> serve(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    String id = catalog.machine(exchange.value("id")).id();
    return Inputs.object(
        exchange,
        fields -> {
          Optional<Boolean> inService = fields.flag("inService");
          Optional<Remark> reason = fields.checked("reason", fields.text("reason"), Remark::new);
          boolean out = inService.equals(Optional.of(false));
          if (out && !fields.has("reason")) {
            fields.mistake("reason", "is missing; say why");
          } else if (!out && fields.has("reason")) {
            fields.mistake("reason", "is only for taking it out of service");
          }
          fields.end("inService");
          return exchange.reply(
              out
                  ? catalog.outOfService(admin, id, reason.orElseThrow())
                  : catalog.inService(admin, id),
              done -> Json.reply(200, MachineJson.of(catalog.machine(id))));
        });
  }

  CompletionStage<Reply> temperatures(Exchange exchange) {
    String id = catalog.machine(exchange.value("id")).id();
    Fields query = Inputs.query(exchange);
    Period period = Periods.last(DAY, query, clock);
    query.end();
    return exchange.reply(
        temperatures.between(id, period.from(), period.until()),
        points -> Json.reply(200, points(id, points)));
  }

  private static ObjectNode points(String machine, List<Reading> readings) {
    ObjectNode json = Json.object().put("machine", machine);
    ArrayNode points = json.putArray("points");
    for (Reading reading : readings) {
      points
          .addObject()
          .put("at", Json.time(reading.at()))
          .put("min", Json.celsius(reading.least()))
          .put("mean", Json.celsius(reading.mean()))
          .put("max", Json.celsius(reading.most()));
    }
    return json;
  }
}
