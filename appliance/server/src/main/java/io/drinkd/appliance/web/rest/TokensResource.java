package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.credential.TokenStore.Token;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Logins;
import io.drinkd.appliance.service.Member;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Tokens;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Members' tokens. */
final class TokensResource {

  private static final Map<String, Scope> SCOPES =
      Arrays.stream(Scope.values())
          .collect(
              Collectors.toMap(
                  Scope::word, Function.identity(), (one, other) -> one, LinkedHashMap::new));

  private final Tokens tokens;
  private final Logins logins;

  TokensResource(Services services) {
    logins = services.logins();
    tokens = services.tokens();
  }

  CompletionStage<Reply> list(Exchange exchange) {
    return exchange.reply(
        tokens.list(exchange.caller().member()), found -> Json.reply(200, shown(found)));
  }

  private static ObjectNode shown(List<Token> tokens) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("tokens");
    tokens.forEach(token -> all.add(shown(token)));
    return json;
  }

  private static ObjectNode shown(Token token) {
    return Json.object()
        .put("id", token.id())
        .put("name", token.name())
        .put("scope", token.scope().word())
        .put("created", Json.time(token.createdAt()))
        .put("expires", Json.time(token.endsAt()))
        .put("lastUsed", Json.time(token.usedAt()));
  }

  CompletionStage<Reply> make(Exchange exchange) {
    Optional<BasicLogin> login = BasicLogin.of(exchange);
    if (login.isEmpty()) {
      return make(exchange, exchange.caller().member());
    }
    return logins
        .byPassword(exchange.caller(), login.get().name(), login.get().password())
        .thenComposeAsync(caller -> make(exchange, caller.member()), exchange.executor());
  }

  private CompletionStage<Reply> make(Exchange exchange, Member member) {
    return Inputs.object(
        exchange,
        fields -> {
          Optional<Label> name = fields.checked("name", fields.text("name"), Label::new);
          Optional<Scope> scope = fields.word("scope", SCOPES);
          Optional<Long> days = fields.number("days", 1, Tokens.DAYS_MAX);
          fields.end("name", "scope");
          return exchange.reply(
              tokens.make(
                  member, name.orElseThrow(), scope.orElseThrow(), days.orElse((long) Tokens.DAYS)),
              made ->
                  Json.reply(201, shown(made.token()).put("token", made.secret()))
                      .with("Location", RestApi.TOKENS + "/" + made.token().id())
                      .unkept());
        });
  }

  CompletionStage<Reply> revoke(Exchange exchange) {
    Member member = exchange.caller().member();
    long id =
        Inputs.number(exchange.value("id"))
            .orElseThrow(
                () -> new RefusedException(Refusal.NO_SUCH_TOKEN, "you have no such token"));
    return exchange.reply(tokens.end(member, id), done -> Reply.empty(204));
  }
}
