package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Logins;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Paths;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.oidc.Provider;
import io.drinkd.appliance.web.oidc.SignInAttempt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in by a provider: there, and back again. */
final class OutsideSignIn {

  static final String PATH = "/login/oidc";
  static final String BACK = PATH + "/back";

  private static final Logger LOG = LoggerFactory.getLogger(OutsideSignIn.class);

  private static final String ATTEMPT = "drinkd-oidc";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /** What of the provider's answer is read, see RFC 6749 and RFC 9207. */
  private static final List<String> ANSWER = List.of("code", "state", "iss", "error");

  /** Each keeps a thread of the door while the provider thinks. */
  private static final int AT_ONCE = 4;

  private final Logins logins;
  private final SignInPage signIn;
  private final FirstSignIn first;
  private final Provider provider;
  private final Semaphore questions = new Semaphore(AT_ONCE);

  /**
   * @param first for whomever no member is bound to
   */
  OutsideSignIn(Services services, SignInPage signIn, FirstSignIn first, Provider provider) {
    logins = services.logins();
    this.signIn = signIn;
    this.first = first;
    this.provider = provider;
  }

  /**
   * A browser that has been sent to the provider.
   *
   * @param next what it wants to see once it is back
   */
  private record Sent(SignInAttempt attempt, String next) {

    /** A longer one would not fit into the cookie. */
    private static final int NEXT_MAX = 1_000;

    static Sent begin(String next) {
      return new Sent(SignInAttempt.begin(), next.length() <= NEXT_MAX ? next : SignInPage.HOME);
    }

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
    Sent sent = Sent.begin(SignInPage.next(exchange.query()));
    URI back = URI.create(exchange.url(BACK));
    return orSignInPage(
        exchange,
        sent.next,
        asked(exchange, () -> provider.begin(sent.attempt, back))
            .thenApply(
                there ->
                    Reply.elsewhere(there)
                        .with(exchange.cookies().set(ATTEMPT, sent.text(), LIFETIME))));
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
        exchange, done, (status, refused) -> refused(exchange, status, refused, next));
  }

  private CompletionStage<Reply> refused(
      Exchange exchange, int status, RefusedException refused, String next) {
    LOG.info(
        "sign-in by the provider from {} refused: {}",
        exchange.client().getHostAddress(),
        refused.getMessage());
    return signIn.refusedOutside(exchange, status, refused.refusal(), next);
  }

  CompletionStage<Reply> end(Exchange exchange) {
    Optional<Sent> sent = exchange.cookies().find(ATTEMPT).flatMap(Sent::of);
    return sent.map(begun -> end(exchange, begun)).orElseGet(() -> notBegun(exchange));
  }

  private CompletionStage<Reply> notBegun(Exchange exchange) {
    RefusedException refused =
        new RefusedException(Refusal.WRONG_LOGIN, "it was not begun in this browser, or long ago");
    return refused(exchange, 401, refused, SignInPage.HOME);
  }

  private CompletionStage<Reply> end(Exchange exchange, Sent sent) {
    URI back = URI.create(exchange.url(BACK));
    URI arrived = URI.create(back + "?" + answer(exchange.query()));
    return orSignInPage(
            exchange,
            sent.next,
            asked(exchange, () -> provider.end(sent.attempt, back, arrived))
                .thenCompose(person -> vouchedFor(exchange, person, sent.next)))
        .thenApply(reply -> reply.with(exchange.cookies().forget(ATTEMPT)));
  }

  private static String answer(Form query) {
    return ANSWER.stream()
        .flatMap(name -> query.find(name).map(value -> name + "=" + Paths.encoded(value)).stream())
        .collect(Collectors.joining("&"));
  }

  private CompletionStage<Reply> vouchedFor(
      Exchange exchange, Provider.Person person, String next) {
    return logins
        .byIdentity(exchange.caller(), person.identity(), person.admin())
        .thenCompose(
            found ->
                found
                    .map(caller -> signIn.signedIn(exchange, caller, next))
                    .orElseGet(() -> first.begin(exchange, person, next)));
  }
}
