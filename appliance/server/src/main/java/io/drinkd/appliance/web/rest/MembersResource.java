package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.ledger.Entry.Place;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberImport.Mistake;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Memberships.Imported;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Members, for admins. */
final class MembersResource {

  private static final int CARDS_MAX = 100;

  private final Memberships memberships;
  private final Accounts accounts;

  MembersResource(Services services) {
    memberships = services.memberships();
    accounts = services.accounts();
  }

  CompletionStage<Reply> list(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    Fields query = Inputs.query(exchange);
    String search = query.text("search").orElse("");
    String after = query.text("after").orElse("");
    int limit = query.limit();
    query.end();
    ObjectNode json = Json.object();
    ArrayNode members = json.putArray("members");
    memberships
        .page(admin, search, after, limit)
        .forEach(member -> members.add(shown(admin, member)));
    return Json.reply(200, json).now();
  }

  private ObjectNode shown(Admin admin, MemberRecord member) {
    return MemberJson.of(member, accounts.balance(admin, member));
  }

  private MemberRecord named(Admin admin, Exchange exchange) {
    return memberships.named(admin, exchange.value("name"));
  }

  CompletionStage<Reply> one(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    return Json.reply(200, shown(admin, named(admin, exchange))).now();
  }

  CompletionStage<Reply> add(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    return Inputs.object(
        exchange,
        fields -> {
          Optional<String> name = fields.text("name");
          NewMember wanted =
              new NewMember(
                  name.orElse(""),
                  fields.text("password"),
                  fields.flag("admin").orElse(false),
                  fields.number("credits").orElse(0L),
                  cards(fields));
          fields.end("name");
          return exchange.reply(
              memberships.add(admin, wanted),
              added ->
                  Json.reply(201, shown(admin, added))
                      .with("Location", RestApi.MEMBERS + "/" + Paths.encoded(added.name())));
        });
  }

  private static List<String> cards(Fields fields) {
    List<String> cards = new ArrayList<>();
    Optional<JsonNode> list = fields.value("cards");
    boolean texts =
        list.isEmpty()
            || list.get().isArray()
                && list.get().size() <= CARDS_MAX
                && list.get().valueStream().allMatch(JsonNode::isString);
    if (!texts) {
      fields.mistake("cards", "expected a list of at most " + CARDS_MAX + " texts");
    } else {
      list.ifPresent(ids -> ids.forEach(id -> cards.add(id.stringValue())));
    }
    return cards;
  }

  CompletionStage<Reply> importList(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    return exchange
        .body("text/csv")
        .thenCompose(
            bytes ->
                exchange.reply(
                    memberships.importCsv(admin, new String(bytes, StandardCharsets.UTF_8)),
                    MembersResource::imported));
  }

  private static Reply imported(Imported imported) {
    if (!imported.mistakes().isEmpty()) {
      return Problem.of(
          new WrongInputException(
              imported.mistakes().stream().map(MembersResource::mistake).toList()));
    }
    return Json.reply(
        201,
        Json.object()
            .put("members", imported.members())
            .put("credits", imported.credits())
            .put("withoutPassword", imported.withoutPassword()));
  }

  private static Fields.Mistake mistake(Mistake mistake) {
    return new Fields.Mistake("line " + mistake.line(), mistake.what(), Optional.empty());
  }

  /** All or nothing: what is not one change in the books is asked for by itself. */
  CompletionStage<Reply> change(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    MemberRecord member = named(admin, exchange);
    return Inputs.object(
        exchange,
        fields -> {
          for (String alone : List.of("name", "password")) {
            if (fields.has(alone) && !fields.isAlone(alone)) {
              fields.mistake(
                  alone, "is changed by itself; ask for the rest in a request of its own");
            }
          }
          Optional<String> name = fields.text("name");
          Optional<String> password = fields.text("password");
          Optional<Boolean> flag = fields.flag("admin");
          Optional<Long> floor =
              fields.checkedNumber(
                  "floor",
                  fields.number("floor"),
                  least -> {
                    MemberEdit.floor(least);
                    return least;
                  });
          fields.endWithSome();
          MemberEdit edit = new MemberEdit(OptionalLong.empty(), Fields.unboxed(floor), flag);
          CompletionStage<?> done =
              name.isPresent()
                  ? memberships.rename(admin, member, name.get())
                  : password.isPresent()
                      ? memberships.changePassword(admin, member, password.get())
                      : memberships.edit(admin, member, edit);
          String after = name.orElse(member.name());
          return exchange.reply(
              done, any -> Json.reply(200, shown(admin, memberships.named(admin, after))));
        });
  }

  CompletionStage<Reply> close(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    return exchange.reply(
        memberships.close(admin, named(admin, exchange)), done -> Reply.empty(204));
  }

  CompletionStage<Reply> grant(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    MemberRecord member = named(admin, exchange);
    IdempotencyKey key = Inputs.key(exchange);
    return Inputs.object(
        exchange,
        fields -> {
          Optional<Amount> amount =
              fields.checkedNumber("amount", fields.number("amount"), Amount::new);
          Optional<Remark> reason = fields.checked("reason", fields.text("reason"), Remark::new);
          fields.end("amount", "reason");
          return exchange.reply(
              accounts.grant(
                  admin, member, amount.orElseThrow(), reason.orElseThrow(), Optional.of(key)),
              TransfersResource::made);
        });
  }

  CompletionStage<Reply> history(Exchange exchange) {
    Admin admin = exchange.caller().admin();
    MemberRecord member = named(admin, exchange);
    Fields query = Inputs.query(exchange);
    Optional<Place> before = HistoryJson.before(query);
    int limit = query.limit();
    query.end();
    return exchange.reply(
        accounts.page(admin, member, before, "", limit),
        part -> Json.reply(200, HistoryJson.of(part.entries())));
  }
}
