package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.machine.LinkFacts;
import io.drinkd.appliance.machine.LinkFacts.Counts;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the house is kept: what admins have done, and how the boards are linked. */
final class HouseResource {

  private final Services services;
  private final Clock clock;

  HouseResource(Services services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  CompletionStage<Reply> audit(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    Fields query = Inputs.query(exchange);
    Period period = Periods.all(query, clock);
    String actor = query.text("actor").orElse("");
    int limit = query.limit();
    query.end();
    AuditLog.Filter filter = new AuditLog.Filter(period.from(), period.until(), actor, "");
    return exchange.reply(
        services.auditTrail().last(admin, filter, limit),
        entries -> Json.reply(200, entries(entries)));
  }

  private static ObjectNode entries(List<AuditLog.Entry> entries) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("entries");
    for (AuditLog.Entry entry : entries) {
      all.addObject()
          .put("at", Json.time(entry.at()))
          .put("actor", entry.actor())
          .put("what", entry.what())
          .put("before", entry.before())
          .put("after", entry.after());
    }
    return json;
  }

  CompletionStage<Reply> links(Exchange exchange) {
    // Anybody may look at most of it, but not at the addresses.
    exchange.caller().admin();
    ObjectNode json = Json.object();
    ArrayNode links = json.putArray("links");
    services.catalog().all().forEach(machine -> links.add(link(machine)));
    return Json.reply(200, json).now();
  }

  private static ObjectNode link(MachineView machine) {
    LinkFacts history = machine.history();
    Optional<Counts> counts = history.counts();
    ObjectNode json =
        Json.object()
            .put("machine", machine.id())
            .put("appliance", machine.otherAppliance().orElse(null))
            .put("status", machine.status().word())
            .put("reason", machine.statusReason())
            .put("address", machine.remoteAddress().orElse(null))
            .put("since", Json.time(history.statusSince()))
            .put("connectedSince", Json.time(history.connectedSince()))
            .put("lastHeard", Json.time(history.lastMessage()));
    json.putObject("orders")
        .put("made", counts.map(Counts::made).orElse(null))
        .put("refused", counts.map(Counts::refused).orElse(null))
        .put("unanswered", counts.map(Counts::unanswered).orElse(null));
    return json.put("garbage", counts.map(Counts::garbage).orElse(null));
  }
}
