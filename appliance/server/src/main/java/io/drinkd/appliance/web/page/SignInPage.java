package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Logins;
import io.drinkd.appliance.service.Memberships;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.WebSessions;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Signing in and out. */
final class SignInPage {

  private static final String PATH = "/login";
  static final String NEXT = "next";
  static final String HOME = "/";

  private final Logins logins;
  private final WebSessions sessions;
  private final Memberships memberships;
  private final Renderer renderer;
  private final boolean outside;

  /**
   * @param outside whether people may sign in by a provider as well, see {@link OutsideSignIn}
   */
  SignInPage(Services services, Renderer renderer, boolean outside) {
    logins = services.logins();
    sessions = services.webSessions();
    memberships = services.memberships();
    this.renderer = renderer;
    this.outside = outside;
  }

  /** Where somebody signs in who then wants to look at the page that is asked for. */
  static String path(Exchange exchange) {
    boolean page = exchange.looks() && Paths.isLocal(exchange.path());
    return page ? PATH + "?" + NEXT + "=" + Paths.encoded(exchange.path()) : PATH;
  }

  CompletionStage<Reply> show(Exchange exchange) {
    if (exchange.caller().isLoggedIn()) {
      String next = next(exchange.query());
      return Reply.seeOther(next.equals(HOME) ? MePages.PATH : next).now();
    }
    return shown(exchange, 200, "", next(exchange.query()), null).now();
  }

  /** What whoever sends that wants to see next; the floor if it is no page of this site. */
  static String next(Form form) {
    return form.find(NEXT).filter(Paths::isLocal).orElse(HOME);
  }

  /**
   * @param notice null for none
   */
  private Reply shown(Exchange exchange, int status, String name, String next, Notice notice) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("name", Field.of("name", "name").with(name));
    shown.put("password", Field.of("password", "password"));
    shown.put(NEXT, next);
    shown.put("notice", notice);
    shown.put("clear", !exchange.isPrivate());
    shown.put("passwordsElsewhere", memberships.passwordsInDirectory());
    shown.put(
        "outside", outside ? OutsideSignIn.PATH + "?" + NEXT + "=" + Paths.encoded(next) : null);
    return renderer.reply(status, "login", renderer.frame(exchange), shown);
  }

  CompletionStage<Reply> signIn(Exchange exchange) {
    return Renderer.carryOut(
        exchange,
        form ->
            logins
                .byPassword(exchange.caller(), form.text("name"), form.text("password"))
                .thenCompose(caller -> signedIn(exchange, caller, next(form))),
        (form, status, refused) -> {
          Notice notice = Renderer.notice(refused, renderer.frame(exchange).t());
          return shown(exchange, status, form.text("name"), next(form), notice).now();
        });
  }

  /**
   * Begins a session, with a secret that is new whatever the browser had before; a session that it
   * had is over.
   *
   * @param caller has just logged in
   */
  CompletionStage<Reply> signedIn(Exchange exchange, Caller caller, String next) {
    return sessions
        .begin(caller)
        .thenCompose(
            begun ->
                sessions
                    .end(exchange.caller())
                    .thenApply(
                        ended ->
                            Reply.seeOther(next)
                                .with(exchange.cookies().setSession(begun.secret()))));
  }

  /** The page for whomever a provider has not signed in. */
  CompletionStage<Reply> refusedOutside(
      Exchange exchange, int status, Refusal refusal, String next) {
    Texts t = renderer.frame(exchange).t();
    String why = "login.outside." + (refusal == Refusal.NOT_READY ? "away" : "wrong");
    return shown(exchange, status, "", next, Notice.refused(t.text(why), t.text(why + ".todo")))
        .now();
  }

  CompletionStage<Reply> signOut(Exchange exchange) {
    return exchange.reply(
        sessions.end(exchange.caller()),
        done -> Reply.seeOther(HOME).with(exchange.cookies().forgetSession()));
  }
}
