package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Identities;
import io.drinkd.appliance.service.Logins;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.WebSessions;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.oidc.PersonSeal;
import io.drinkd.appliance.web.oidc.Provider;
import io.drinkd.appliance.web.oidc.SignInAttempt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Signing in by a provider: there, and back again. Whoever comes for the first time shows once by
 * the own password which member that is.
 */
final class OutsideSignIn {

  static final String PATH = "/login/oidc";
  static final String BACK = PATH + "/back";
  static final String FIRST = PATH + "/first";

  private static final String ATTEMPT = "drinkd-oidc";
  private static final String PERSON = "drinkd-oidc-person";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /** What of the provider's answer is read, see RFC 6749 and RFC 9207. */
  private static final List<String> ANSWER = List.of("code", "state", "iss", "error");

  /** Each keeps a thread of the door while the provider thinks. */
  private static final int AT_ONCE = 4;

  private final Logins logins;
  private final Identities identities;
  private final WebSessions sessions;
  private final Renderer renderer;
  private final SignInPage signIn;
  private final Provider provider;
  private final PersonSeal seal;
  private final Semaphore questions = new Semaphore(AT_ONCE);

  OutsideSignIn(
      Services services, Renderer renderer, Clock clock, SignInPage signIn, Provider provider) {
    logins = services.logins();
    identities = services.identities();
    sessions = services.webSessions();
    this.renderer = renderer;
    this.signIn = signIn;
    this.provider = provider;
    seal = new PersonSeal(clock);
  }

  /**
   * A browser that has been sent to the provider.
   *
   * @param next what it wants to see once it is back
   */
  private record Sent(SignInAttempt attempt, String next) {

    String text() {
      byte[] wanted = next.getBytes(StandardCharsets.UTF_8);
      return attempt.text() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(wanted);
    }

    static Optional<Sent> of(String text) {
      int end = text.lastIndexOf('.');
      return end < 0
          ? Optional.empty()
          : SignInAttempt.of(text.substring(0, end))
              .map(attempt -> new Sent(attempt, decoded(text.substring(end + 1))));
    }

    private static String decoded(String text) {
      try {
        String next = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        return Paths.isLocal(next) ? next : SignInPage.HOME;
      } catch (IllegalArgumentException e) {
        return SignInPage.HOME;
      }
    }
  }

  CompletionStage<Reply> begin(Exchange exchange) {
    Sent sent = new Sent(SignInAttempt.begin(), SignInPage.next(exchange.query()));
    URI back = URI.create(exchange.url(BACK));
    return orSignInPage(
        exchange,
        sent.next,
        asked(exchange, () -> provider.begin(sent.attempt, back))
            .thenApply(
                there ->
                    Reply.elsewhere(there)
                        .with(exchange.cookie(ATTEMPT, sent.text(), Optional.of(LIFETIME)))));
  }

  /** What the provider says; to find that out takes as long as the provider does. */
  private <T> CompletionStage<T> asked(Exchange exchange, Supplier<T> question) {
    if (!questions.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new RefusedException(Refusal.NOT_READY, "too many are signing in by the provider"));
    }
    return CompletableFuture.supplyAsync(question, exchange.executor())
        .whenComplete((answer, failure) -> questions.release());
  }

  private CompletionStage<Reply> orSignInPage(
      Exchange exchange, String next, CompletionStage<Reply> done) {
    return Renderer.orAgain(
        exchange,
        done,
        (status, refused) -> {
          Texts t = renderer.frame(exchange).t();
          Notice why =
              refused.refusal() == Refusal.NOT_READY
                  ? Notice.refused(t.text("login.outside.away"), t.text("login.outside.away.todo"))
                  : wrong(t);
          return signIn.shown(exchange, status, "", next, why).now();
        });
  }

  private static Notice wrong(Texts t) {
    return Notice.refused(t.text("login.outside.wrong"), t.text("login.outside.wrong.todo"));
  }

  CompletionStage<Reply> end(Exchange exchange) {
    Optional<Sent> sent = exchange.cookie(ATTEMPT).flatMap(Sent::of);
    return sent.map(begun -> end(exchange, begun)).orElseGet(() -> tooOld(exchange));
  }

  private CompletionStage<Reply> tooOld(Exchange exchange) {
    Notice why = wrong(renderer.frame(exchange).t());
    return signIn.shown(exchange, 401, "", SignInPage.next(exchange.query()), why).now();
  }

  private CompletionStage<Reply> end(Exchange exchange, Sent sent) {
    URI back = URI.create(exchange.url(BACK));
    URI arrived = URI.create(back + "?" + answer(exchange.query()));
    return orSignInPage(
            exchange,
            sent.next,
            asked(exchange, () -> provider.end(sent.attempt, back, arrived))
                .thenCompose(person -> vouchedFor(exchange, person, sent.next)))
        .thenApply(reply -> reply.with(exchange.cookie(ATTEMPT, "", Optional.of(Duration.ZERO))));
  }

  private static String answer(Form query) {
    StringBuilder answer = new StringBuilder();
    for (String name : ANSWER) {
      query
          .find(name)
          .ifPresent(
              value ->
                  answer
                      .append(answer.isEmpty() ? "" : "&")
                      .append(name)
                      .append('=')
                      .append(Paths.encoded(value)));
    }
    return answer.toString();
  }

  private CompletionStage<Reply> vouchedFor(
      Exchange exchange, Provider.Person person, String next) {
    return logins
        .byIdentity(exchange.caller(), person.identity(), person.admin())
        .thenCompose(
            found ->
                found
                    .map(caller -> signedIn(exchange, caller, next))
                    .orElseGet(() -> toFirst(exchange, person, next)));
  }

  private CompletionStage<Reply> signedIn(Exchange exchange, Caller caller, String next) {
    return sessions
        .begin(caller)
        .thenApply(begun -> Reply.seeOther(next).with(exchange.sessionCookie(begun.secret())));
  }

  private CompletionStage<Reply> toFirst(Exchange exchange, Provider.Person person, String next) {
    return Reply.seeOther(FIRST + "?" + SignInPage.NEXT + "=" + Paths.encoded(next))
        .with(exchange.cookie(PERSON, seal.text(person), Optional.of(PersonSeal.LIFETIME)))
        .now();
  }

  private Optional<Provider.Person> person(Exchange exchange) {
    return exchange.cookie(PERSON).flatMap(seal::of);
  }

  CompletionStage<Reply> first(Exchange exchange) {
    String next = SignInPage.next(exchange.query());
    return person(exchange)
        .map(person -> first(exchange, 200, person, person.name().orElse(""), next, null).now())
        .orElseGet(() -> tooOld(exchange));
  }

  /**
   * @param notice null for none
   */
  private Reply first(
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
    return renderer.reply(status, "first", renderer.frame(exchange), shown);
  }

  CompletionStage<Reply> bind(Exchange exchange) {
    return exchange
        .form()
        .thenCompose(
            form ->
                person(exchange)
                    .map(person -> bind(exchange, person, form))
                    .orElseGet(() -> tooOld(exchange)));
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
                    .thenCompose(caller -> signedIn(exchange, caller, next))
                    .thenApply(
                        reply ->
                            reply.with(exchange.cookie(PERSON, "", Optional.of(Duration.ZERO)))));
    return Renderer.orAgain(
        exchange,
        done,
        (status, refused) -> {
          Notice why = Renderer.notice(refused, renderer.frame(exchange).t());
          return first(exchange, status, person, name, next, why).now();
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
