package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Identities;
import io.drinkd.appliance.service.Logins;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.oidc.PersonSeal;
import io.drinkd.appliance.web.oidc.Provider;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Whoever has signed in by a provider for the first time shows once by the own password which
 * member that is.
 */
final class FirstSignIn {

  static final String PATH = "/login/oidc/first";

  private static final String PERSON = "drinkd-oidc-person";

  private final Logins logins;
  private final Identities identities;
  private final Renderer renderer;
  private final SignInPage signIn;
  private final PersonSeal seal;

  FirstSignIn(Services services, Renderer renderer, Clock clock, SignInPage signIn) {
    logins = services.logins();
    identities = services.identities();
    this.renderer = renderer;
    this.signIn = signIn;
    seal = new PersonSeal(clock);
  }

  /** Sends the browser there, with whom the provider has vouched for. */
  CompletionStage<Reply> begin(Exchange exchange, Provider.Person person, String next) {
    return Reply.seeOther(PATH + "?" + SignInPage.NEXT + "=" + Paths.encoded(next))
        .with(exchange.cookies().set(PERSON, seal.text(person), PersonSeal.LIFETIME))
        .now();
  }

  private Optional<Provider.Person> person(Exchange exchange) {
    return exchange.cookies().find(PERSON).flatMap(seal::of);
  }

  CompletionStage<Reply> show(Exchange exchange) {
    String next = SignInPage.next(exchange.query());
    return person(exchange)
        .map(person -> shown(exchange, 200, person, person.name().orElse(""), next, null))
        .orElseGet(() -> tooOld(exchange, next));
  }

  private CompletionStage<Reply> tooOld(Exchange exchange, String next) {
    return signIn.refusedOutside(exchange, 401, Refusal.WRONG_LOGIN, next);
  }

  /**
   * @param notice null for none
   */
  private CompletionStage<Reply> shown(
      Exchange exchange,
      int status,
      Provider.Person person,
      String name,
      String next,
      Notice notice) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("who", person.name().orElse(""));
    shown.put("name", Field.of("name", "name").with(name));
    shown.put("password", Field.of("password", "password"));
    shown.put(SignInPage.NEXT, next);
    shown.put("notice", notice);
    return renderer.reply(status, "first", renderer.frame(exchange), shown).now();
  }

  CompletionStage<Reply> bind(Exchange exchange) {
    return exchange
        .form()
        .thenCompose(
            form ->
                person(exchange)
                    .map(person -> bind(exchange, person, form))
                    .orElseGet(() -> tooOld(exchange, SignInPage.next(form))));
  }

  private CompletionStage<Reply> bind(Exchange exchange, Provider.Person person, Form form) {
    String name = form.text("name");
    String password = form.text("password");
    String next = SignInPage.next(form);
    CompletionStage<Reply> done =
        Typed.tried(
            () ->
                logins
                    .byPassword(exchange.caller(), name, password)
                    .thenCompose(caller -> identities.bind(caller.member(), person.identity()))
                    .thenCompose(bound -> bySubject(exchange, person))
                    .thenCompose(caller -> signIn.signedIn(exchange, caller, next))
                    .thenApply(reply -> reply.with(exchange.cookies().forget(PERSON))));
    return Renderer.orAgain(
        exchange,
        done,
        (status, refused) -> {
          Notice why = Renderer.notice(refused, renderer.frame(exchange).t());
          return shown(exchange, status, person, name, next, why);
        });
  }

  /** As at every sign-in to come: the provider may say, too, who is an admin. */
  private CompletionStage<Caller> bySubject(Exchange exchange, Provider.Person person) {
    return logins
        .byIdentity(exchange.caller(), person.identity(), person.admin())
        .thenApply(
            found ->
                found.orElseThrow(
                    () -> new RefusedException(Refusal.WRONG_LOGIN, "bound to nobody any more")));
  }
}
