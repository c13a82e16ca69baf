package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.ledger.Entry.Place;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Member;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Viewer;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** Whoever asks. */
final class MeResource {

  private final Memberships memberships;
  private final Accounts accounts;

  MeResource(Services services) {
    memberships = services.memberships();
    accounts = services.accounts();
  }

  CompletionStage<Reply> show(Exchange exchange) {
    return Json.reply(200, shown(exchange.caller().viewer())).now();
  }

  private ObjectNode shown(Viewer viewer) {
    return MemberJson.of(viewer.record(), accounts.balance(viewer));
  }

  CompletionStage<Reply> change(Exchange exchange) {
    Member member = exchange.caller().member();
    return Inputs.object(
        exchange,
        fields -> {
          Optional<Boolean> isPublic = fields.flag("public");
          fields.end("public");
          return exchange.reply(
              memberships.setPublic(member, isPublic.orElseThrow()),
              done -> Json.reply(200, shown(exchange.caller().viewer())));
        });
  }

  CompletionStage<Reply> history(Exchange exchange) {
    Viewer viewer = exchange.caller().viewer();
    Fields query = Inputs.query(exchange);
    Optional<Place> before = HistoryJson.before(query);
    int limit = query.limit();
    query.end();
    return exchange.reply(
        accounts.page(viewer, before, "", limit),
        part -> Json.reply(200, HistoryJson.of(part.entries())));
  }

  CompletionStage<Reply> changePassword(Exchange exchange) {
    exchange.caller().member();
    return Inputs.object(
        exchange,
        fields -> {
          Optional<String> before = fields.text("old");
          Optional<String> after = fields.text("new");
          fields.end("old", "new");
          return exchange.reply(
              memberships.changePassword(
                  exchange.caller(), before.orElseThrow(), after.orElseThrow()),
              done -> Reply.empty(204));
        });
  }
}
