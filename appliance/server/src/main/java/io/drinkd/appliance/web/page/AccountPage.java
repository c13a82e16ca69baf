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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What a member decides about the own account: name, password, tokens, sessions. */
final class AccountPage {

  private static final String PATH = "/me/account";
  private static final AccountView.NewToken EMPTY =
      AccountView.NewToken.of("", Integer.toString(Tokens.DAYS), false);
  private static final Map<String, String> DONE =
      Map.of(
          "public",
          "public.done",
          "password",
          "password.done",
          "token",
          "tokens.revoked",
          "outside",
          "outside.ended");

  private final Memberships memberships;
  private final Tokens tokens;
  private final WebSessions sessions;
  private final Identities identities;
  private final Renderer renderer;
  private final Optional<String> issuer;

  /**
   * @param issuer of the accounts by which members may sign in as well; empty if there are none
   */
  AccountPage(Services services, Renderer renderer, Optional<String> issuer) {
    this.issuer = issuer;
    identities = services.identities();
    memberships = services.memberships();
    tokens = services.tokens();
    sessions = services.webSessions();
    this.renderer = renderer;
  }

  /**
   * What is shown besides what there is.
   *
   * @param notice null for none
   * @param made the secret of a token just made; null for none
   */
  private record Shown(int status, AccountView.NewToken token, Notice notice, String made) {}

  CompletionStage<Reply> show(Exchange exchange) {
    Member member = exchange.caller().member();
    Texts t = renderer.frame(exchange).t();
    return shown(exchange, member, new Shown(200, EMPTY, Notice.done(exchange, DONE, t), null));
  }

  private CompletionStage<Reply> shown(Exchange exchange, Member member, Shown shown) {
    Frame frame = renderer.frame(exchange);
    return exchange.reply(
        tokens
            .list(member)
            .thenCombine(
                memberships.ibuttons(member),
                (list, cards) -> view(member, shown, frame.t(), list, cards))
            .thenCombine(identities.list(member), Function::apply),
        account -> {
          Map<String, Object> all = new HashMap<>();
          all.put("account", account);
          all.put("notice", shown.notice);
          return renderer.reply(shown.status, "account", frame, all);
        });
  }

  private Function<List<Bond>, AccountView> view(
      Member member, Shown shown, Texts t, List<Token> list, List<String> cards) {
    return bonds ->
        new AccountView(
            member.record().isPublic(),
            AccountView.Password.of(memberships.passwordsInDirectory()),
            issuer.map(one -> OutsideAccount.of(one, bonds)),
            shown.token,
            list.stream().map(token -> line(token, t)).toList(),
            shown.made,
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

  CompletionStage<Reply> setPublic(Exchange exchange) {
    Member member = exchange.caller().member();
    return exchange
        .form()
        .thenCompose(form -> memberships.setPublic(member, form.text("public").equals("yes")))
        .thenApply(done -> Reply.seeOther(PATH + "?done=public"));
  }

  CompletionStage<Reply> changePassword(Exchange exchange) {
    Member member = exchange.caller().member();
    return exchange
        .form()
        .thenCompose(
            form ->
                orAgain(
                    exchange,
                    member,
                    EMPTY,
                    Typed.tried(
                        () ->
                            memberships
                                .changePassword(
                                    exchange.caller(), form.text("old"), form.text("new"))
                                .thenApply(done -> Reply.seeOther(PATH + "?done=password")))));
  }

  CompletionStage<Reply> unbind(Exchange exchange) {
    Member member = exchange.caller().member();
    String provider =
        issuer.orElseThrow(() -> new RequestException(404, "there is no provider of logins"));
    return exchange
        .form()
        .thenCompose(
            form ->
                orAgain(
                    exchange,
                    member,
                    EMPTY,
                    Typed.tried(
                        () ->
                            identities
                                .unbind(exchange.caller(), form.text("password"), provider)
                                .thenApply(done -> Reply.seeOther(PATH + "?done=outside")))));
  }

  private CompletionStage<Reply> orAgain(
      Exchange exchange, Member member, AccountView.NewToken typed, CompletionStage<Reply> done) {
    return Renderer.orAgain(
        exchange,
        done,
        (status, refused) -> {
          Notice notice = Renderer.notice(refused, renderer.frame(exchange).t());
          return shown(exchange, member, new Shown(status, typed, notice, null));
        });
  }

  CompletionStage<Reply> makeToken(Exchange exchange) {
    Member member = exchange.caller().member();
    return exchange.form().thenCompose(form -> makeToken(exchange, member, form));
  }

  private CompletionStage<Reply> makeToken(Exchange exchange, Member member, Form form) {
    String name = form.text("name");
    String days = form.text("days");
    Scope scope = form.text("scope").equals(Scope.MEMBER.word()) ? Scope.MEMBER : Scope.READ;
    return orAgain(
        exchange,
        member,
        AccountView.NewToken.of(name, days, scope == Scope.MEMBER),
        Typed.tried(
            () ->
                tokens
                    .make(member, new Label(name.strip()), scope, days(days))
                    .thenCompose(
                        made ->
                            shown(exchange, member, new Shown(201, EMPTY, null, made.secret())))));
  }

  private static long days(String text) {
    return Typed.number(text)
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
        ended -> Reply.seeOther("/login").with(exchange.noSessionCookie()));
  }
}
