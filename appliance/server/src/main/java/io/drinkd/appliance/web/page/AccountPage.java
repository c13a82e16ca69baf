package io.drinkd.appliance.web.page;

import io.drinkd.appliance.credential.IdentityStore.Bond;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.credential.TokenStore.Token;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Identities;
import io.drinkd.appliance.service.Label;
import io.drinkd.appliance.service.Member;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Tokens;
import io.drinkd.appliance.service.WebSessions;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What a member decides about the own account: name, password, tokens, sessions. */
final class AccountPage {

  private static final String PATH = "/me/account";
  private static final String DONE = "account.done.";

  private final Memberships memberships;
  private final Tokens tokens;
  private final WebSessions sessions;
  private final Identities identities;
  private final Renderer renderer;
  private final ShownOnce<String> secrets;
  private final Optional<String> issuer;

  /**
   * @param issuer of the accounts by which members may sign in as well; empty if there are none
   */
  AccountPage(Services services, Renderer renderer, Clock clock, Optional<String> issuer) {
    this.issuer = issuer;
    identities = services.identities();
    memberships = services.memberships();
    tokens = services.tokens();
    sessions = services.webSessions();
    this.renderer = renderer;
    secrets = new ShownOnce<>(clock);
  }

  CompletionStage<Reply> show(Exchange exchange) {
    Member member = exchange.caller().member();
    Texts t = renderer.frame(exchange).t();
    return shown(exchange, member, Entered.nothing(exchange, DONE, t), secrets.take(exchange));
  }

  private CompletionStage<Reply> shown(
      Exchange exchange, Member member, Entered entered, Optional<String> made) {
    Frame frame = renderer.frame(exchange);
    return exchange.reply(
        tokens
            .list(member)
            .thenCombine(
                memberships.ibuttons(member),
                (list, cards) -> view(member, made, frame.t(), list, cards))
            .thenCombine(identities.list(member), Function::apply),
        account ->
            renderer.reply(
                entered.status(), "account", frame, Map.of("account", account, "e", entered)));
  }

  private Function<List<Bond>, AccountView> view(
      Member member, Optional<String> made, Texts t, List<Token> list, List<String> cards) {
    return bonds ->
        new AccountView(
            member.record().isPublic(),
            memberships.passwordsInDirectory(),
            issuer.map(one -> OutsideAccount.of(one, bonds)),
            Integer.toString(Tokens.DAYS),
            list.stream().map(token -> line(token, t)).toList(),
            made.orElse(null),
            cards);
  }

  private static AccountView.TokenLine line(Token token, Texts t) {
    String scope = t.text("tokens.scope." + token.scope().word());
    String used =
        token
            .usedAt()
            .map(at -> t.text("tokens.about.used", t.moment(at)))
            .orElseGet(() -> t.text("tokens.about.unused"));
    return new AccountView.TokenLine(
        token.id(),
        token.name(),
        t.text("tokens.about", scope, t.day(token.createdAt()), t.day(token.endsAt()), used));
  }

  private CompletionStage<Reply> carryOut(
      Exchange exchange, String name, Function<Form, CompletionStage<String>> deed) {
    Member member = exchange.caller().member();
    return Entered.carryOut(
        exchange,
        renderer,
        name,
        deed,
        entered -> shown(exchange, member, entered, Optional.empty()));
  }

  CompletionStage<Reply> setPublic(Exchange exchange) {
    Member member = exchange.caller().member();
    return carryOut(
        exchange,
        "public",
        form ->
            memberships
                .setPublic(member, form.text("public").equals("yes"))
                .thenApply(done -> PATH + "?done=public"));
  }

  CompletionStage<Reply> changePassword(Exchange exchange) {
    return carryOut(
        exchange,
        "password",
        form ->
            memberships
                .changePassword(
                    exchange.caller(), form.text("old"), Typed.twice(form, "new", "again"))
                .thenApply(done -> PATH + "?done=password"));
  }

  CompletionStage<Reply> unbind(Exchange exchange) {
    String provider =
        issuer.orElseThrow(() -> new RequestException(404, "there is no provider of logins"));
    return carryOut(
        exchange,
        "outside",
        form ->
            identities
                .unbind(exchange.caller(), form.text("password"), provider)
                .thenApply(done -> PATH + "?done=outside"));
  }

  /** The secret is in no address, and shown by the page that comes next alone. */
  CompletionStage<Reply> makeToken(Exchange exchange) {
    Member member = exchange.caller().member();
    return carryOut(
        exchange,
        "token",
        form ->
            tokens
                .make(member, new Label(form.text("name").strip()), scope(form), days(form))
                .thenApply(
                    made -> {
                      secrets.keep(exchange, made.secret());
                      return PATH + "?done=made";
                    }));
  }

  private static Scope scope(Form form) {
    return form.text("scope").equals(Scope.MEMBER.word()) ? Scope.MEMBER : Scope.READ;
  }

  private static long days(Form form) {
    return Typed.number(form.text("days"))
        .orElseThrow(() -> new RefusedException(Refusal.INVALID_LIFETIME, "expected a number"));
  }

  CompletionStage<Reply> endToken(Exchange exchange) {
    Member member = exchange.caller().member();
    long id =
        Typed.number(exchange.value("id"))
            .orElseThrow(
                () -> new RefusedException(Refusal.NO_SUCH_TOKEN, "you have no such token"));
    return exchange.reply(tokens.end(member, id), done -> Reply.seeOther(PATH + "?done=token"));
  }

  CompletionStage<Reply> signOutEverywhere(Exchange exchange) {
    return exchange.reply(
        sessions.endAll(exchange.caller().member()),
        ended -> Reply.seeOther("/login").with(exchange.cookies().forgetSession()));
  }
}
