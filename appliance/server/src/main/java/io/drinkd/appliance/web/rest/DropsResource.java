package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Viewer;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.driver.Timers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Drops: looking at them, calling them off, and what admins decide about them. */
final class DropsResource {

  private static final SortedMap<String, Boolean> PAID_BACK =
      new TreeMap<>(Map.of("true", true, "false", false));

  private final Services services;
  private final Drops drops;
  private final NewDrops newDrops;
  private final Clock clock;

  DropsResource(Services services, Timers timers) {
    this.services = services;
    drops = services.drops();
    newDrops = new NewDrops(services, timers);
    clock = timers.clock();
  }

  CompletionStage<Reply> drop(Exchange exchange) {
    return newDrops.drop(exchange);
  }

  CompletionStage<Reply> list(Exchange exchange) {
    Viewer viewer = exchange.caller().viewer();
    Optional<Admin> admin = admin(exchange, viewer);
    Fields query = Inputs.query(exchange);
    Period period = Periods.all(query, clock);
    Optional<String> machine = query.text("machine").map(id -> services.catalog().machine(id).id());
    Optional<String> member = query.text("member");
    Optional<DropState> state = query.word("state", DropJson.STATES);
    Optional<Boolean> paidBack = query.word("paidBack", PAID_BACK);
    OptionalLong before = Fields.unboxed(query.number("before", 1, Long.MAX_VALUE));
    int limit = query.limit();
    query.end();
    if (admin.isEmpty()
        && member.filter(name -> !name.equals(viewer.record().name())).isPresent()) {
      throw new RefusedException(Refusal.FORBIDDEN, "only admins see the drops of others");
    }
    Filter filter = new Filter(period.from(), period.until(), machine, member, state, paidBack);
    return exchange.reply(
        admin
            .map(one -> drops.list(one, filter, before, limit))
            .orElseGet(() -> drops.list(viewer, filter, before, limit)),
        found -> Json.reply(200, shown(found)));
  }

  /** The claim of an admin who may do more than read. */
  private static Optional<Admin> admin(Exchange exchange, Viewer viewer) {
    if (!viewer.record().admin()) {
      return Optional.empty();
    }
    try {
      return Optional.of(exchange.caller().admin());
    } catch (RefusedException e) {
      // By a token for reading an admin sees what any member sees.
      return Optional.empty();
    }
  }

  private static ObjectNode shown(List<DropRecord> found) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("drops");
    found.forEach(drop -> all.add(DropJson.of(drop)));
    return json;
  }

  CompletionStage<Reply> one(Exchange exchange) {
    Viewer viewer = exchange.caller().viewer();
    long id = id(exchange);
    return exchange.reply(
        admin(exchange, viewer)
            .map(admin -> drops.find(admin, id))
            .orElseGet(() -> drops.find(viewer, id)),
        found -> Json.reply(200, DropJson.of(found)));
  }

  private static long id(Exchange exchange) {
    return Inputs.number(exchange.value("id"))
        .orElseThrow(
            () -> new RefusedException(Refusal.NO_SUCH_DROP, "there is no drop of that number"));
  }

  CompletionStage<Reply> cancel(Exchange exchange) {
    return exchange.reply(
        drops.cancel(exchange.caller().buyer(), id(exchange)), done -> Reply.empty(204));
  }

  CompletionStage<Reply> resolve(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    long id = id(exchange);
    return Inputs.object(
        exchange,
        fields -> {
          Optional<Decision> outcome =
              fields.checked("outcome", fields.text("outcome"), Drops::decision);
          Optional<Remark> reason = fields.checked("reason", fields.text("reason"), Remark::new);
          fields.end("outcome", "reason");
          return exchange.reply(
              drops
                  .resolve(admin, id, outcome.orElseThrow(), reason.orElseThrow())
                  .thenCompose(done -> drops.find(admin, id)),
              found -> Json.reply(200, DropJson.of(found)));
        });
  }

  CompletionStage<Reply> refund(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    long id = id(exchange);
    IdempotencyKey key = Inputs.key(exchange);
    return Inputs.object(
        exchange,
        fields -> {
          Optional<Remark> reason = fields.checked("reason", fields.text("reason"), Remark::new);
          fields.end("reason");
          return exchange.reply(
              drops.refund(admin, id, reason.orElseThrow(), Optional.of(key)),
              refunded ->
                  Json.reply(
                      200,
                      Json.object()
                          .put("member", refunded.member())
                          .put("credits", refunded.credits())));
        });
  }
}
