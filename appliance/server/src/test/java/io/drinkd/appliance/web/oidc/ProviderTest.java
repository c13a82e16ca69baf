package io.drinkd.appliance.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.sunday.CapturedLog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a provider is believed, and what is not. */
class ProviderTest {

  private static final URI BACK = URI.create("https://drink.example.net/login/oidc/back");

  private LoopbackProvider there;
  private Provider provider;
  private final SignInAttempt attempt = SignInAttempt.begin();

  @BeforeEach
  void start() throws Exception {
    there = new LoopbackProvider();
    provider = provider(LoopbackProvider.SECRET);
  }

  private Provider provider(String secret) {
    return new Provider(settings(there.issuer(), secret));
  }

  private static ProviderSettings settings(String issuer, String secret) {
    return new ProviderSettings(
        issuer, LoopbackProvider.CLIENT, secret, "preferred_username", Optional.of("drink-admin"));
  }

  @AfterEach
  void stop() {
    there.close();
  }

  private void assertRefused(Refusal refusal, Provider by, SignInAttempt of, URI arrived) {
    assertThatThrownBy(() -> by.end(of, BACK, arrived))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  @Test
  void vouchesForWhomItHasSignedIn() {
    URI sent = provider.begin(attempt, BACK);
    Map<String, List<String>> asked = URLUtils.parseParameters(sent.getRawQuery());
    assertThat(sent.toString()).startsWith(there.issuer() + "/authorize?");
    assertThat(asked.get("response_type")).containsExactly("code");
    assertThat(asked.get("code_challenge_method")).containsExactly("S256");

    SignInAttempt kept = SignInAttempt.of(attempt.text()).orElseThrow();
    Provider.Person person = provider.end(kept, BACK, there.signIn(sent));
    assertThat(person.identity().issuer()).isEqualTo(there.issuer());
    assertThat(person.identity().subject()).isEqualTo("4711");
    assertThat(person.name()).contains("bob");
    assertThat(person.admin()).contains(true);
  }

  @Test
  void aCodeIsGoodOnce() {
    URI arrived = there.signIn(provider.begin(attempt, BACK));
    provider.end(attempt, BACK, arrived);
    assertRefused(Refusal.WRONG_LOGIN, provider, attempt, arrived);
  }

  @Test
  void anAnswerToAnotherAttemptIsRefused() {
    URI arrived = there.signIn(provider.begin(SignInAttempt.begin(), BACK));
    assertRefused(Refusal.WRONG_LOGIN, provider, attempt, arrived);
    URI without = URI.create(arrived.toString().replaceFirst("&state=.*", ""));
    assertRefused(Refusal.WRONG_LOGIN, provider, attempt, without);
    URI forged = URI.create(without + "&state=" + attempt.state().getValue());
    assertRefused(Refusal.WRONG_LOGIN, provider, attempt, forged);
    assertRefused(
        Refusal.WRONG_LOGIN, provider, attempt, URI.create(BACK + "?error=access_denied"));
    assertRefused(Refusal.WRONG_LOGIN, provider, attempt, BACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=&state=%s", "code=%%20&state=%s", "code=x&state=", "code=&state="})
  void anAnswerThatIsEmptyIsRefused(String answer) {
    provider.begin(attempt, BACK);
    String query = String.format(Locale.ROOT, answer, attempt.state().getValue());
    assertRefused(Refusal.WRONG_LOGIN, provider, attempt, URI.create(BACK + "?" + query));
  }

  @Test
  void whatIsForgedInATokenIsRefused() {
    Instant past = Instant.now().minusSeconds(600);
    Map<String, Consumer<JWTClaimsSet.Builder>> forgeries =
        Map.of(
            "nonce", claims -> claims.claim("nonce", "another"),
            "no nonce", claims -> claims.claim("nonce", null),
            "issuer", claims -> claims.issuer("https://evil.example"),
            "audience", claims -> claims.audience("another client"),
            "expiry", claims -> claims.expirationTime(Date.from(past)),
            "no expiry", claims -> claims.expirationTime(null),
            "future", claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(600))),
            "no subject", claims -> claims.subject(null),
            "empty subject", claims -> claims.subject(""),
            "hidden subject", claims -> claims.subject("4711\n\u202e"));
    forgeries.forEach(
        (what, forgery) -> {
          there.claims = forgery;
          SignInAttempt forged = SignInAttempt.begin();
          URI arrived = there.signIn(provider.begin(forged, BACK));
          assertThatThrownBy(() -> provider.end(forged, BACK, arrived))
              .as(what)
              .isInstanceOfSatisfying(
                  RefusedException.class,
                  e -> assertThat(e.refusal()).isEqualTo(Refusal.WRONG_LOGIN));
        });
  }

  @Test
  void aTokenThatAnotherKeyHasSignedIsRefused() throws Exception {
    there.signWithAnotherKey();
    URI arrived = there.signIn(provider.begin(attempt, BACK));
    try (CapturedLog log = CapturedLog.of(Provider.class.getName(), Level.INFO)) {
      assertRefused(Refusal.WRONG_LOGIN, provider, attempt, arrived);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("token of provider " + there.issuer() + " refused: ");
    }
  }

  @Test
  void clocksMayDifferByLessThanAMinute() {
    Instant now = Instant.now();
    there.claims =
        claims ->
            claims
                .issueTime(Date.from(now.plusSeconds(40)))
                .expirationTime(Date.from(now.minusSeconds(40)));
    URI arrived = there.signIn(provider.begin(attempt, BACK));
    assertThat(provider.end(attempt, BACK, arrived).name()).contains("bob");
  }

  @Test
  void keysMayChange() {
    provider.end(attempt, BACK, there.signIn(provider.begin(attempt, BACK)));
    there.changeKeys();
    SignInAttempt next = SignInAttempt.begin();
    URI arrived = there.signIn(provider.begin(next, BACK));
    assertThat(provider.end(next, BACK, arrived).name()).contains("bob");
  }

  @Test
  void whatATokenLeavesOutIsAskedOfThePersonWhomItMeans() throws Exception {
    there.claims = claims -> claims.claim("preferred_username", null).claim("drink-admin", null);
    there.people = "{\"sub\":\"4711\",\"preferred_username\":\"rob\",\"drink-admin\":true}";
    Provider.Person person =
        provider.end(attempt, BACK, there.signIn(provider.begin(attempt, BACK)));
    assertThat(person.name()).contains("rob");
    assertThat(person.admin()).contains(true);

    there.people = "{\"sub\":\"1\",\"drink-admin\":true}";
    assertUnusable("says of somebody else what it was asked of a token's subject");
    for (String garbage : List.of("<html>", "{}", "{\"error\":\"invalid_token\"}")) {
      there.people = garbage;
      assertUnusable("does not say more of whom it has signed in");
    }
  }

  /** That nobody can sign in, which is logged in one line. */
  private void assertUnusable(String why) throws Exception {
    assertUnusable(why, provider(LoopbackProvider.SECRET));
  }

  private void assertUnusable(String why, Provider fresh) throws Exception {
    SignInAttempt next = SignInAttempt.begin();
    try (CapturedLog log = CapturedLog.of(Provider.class.getName(), Level.INFO)) {
      assertThatThrownBy(() -> fresh.end(next, BACK, there.signIn(fresh.begin(next, BACK))))
          .as(why)
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal()).as(why).isEqualTo(Refusal.NOT_READY));
      assertThat(log.lines()).containsExactly("provider " + there.issuer() + " not usable: " + why);
    }
  }

  @Test
  void whatItSaysOfItselfMustBeUsable() throws Exception {
    String huge = " ".repeat(BoundedBody.BYTES_MAX) + there.metadata();
    Map<String, String> wrong =
        Map.of(
            "<html>",
            "does not describe itself as OpenID Connect providers do",
            "{}",
            "does not describe itself as OpenID Connect providers do",
            huge,
            "an answer of more than 65536 bytes",
            there.metadata().replace("\"issuer\": \"http:", "\"issuer\": \"https:"),
            "calls itself otherwise than issuer: does",
            there.metadata().replace("token_endpoint", "nothing"),
            "does not say where it signs people in by code",
            there.metadata().replace(there.issuer() + "/token", "ftp://evil.example/"),
            "names an address of its own that is not https");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      there.answer(LoopbackProvider.METADATA, 200, one.getKey());
      assertUnusable(one.getValue());
    }
    there.answer(LoopbackProvider.METADATA, 503, there.metadata());
    assertUnusable("answers 503 where it describes itself");
    there.answer(LoopbackProvider.METADATA, 200, there.metadata());
    there.answer(LoopbackProvider.KEYS, 404, "");
    assertUnusable("answers 404 where it describes itself");
    there.answer(LoopbackProvider.KEYS, 200, "<html>");
    assertUnusable("shows no keys that can be used");
  }

  @Test
  void aProviderWithTlsNamesNoAddressWithout() {
    String secure = there.metadata().replace("http:", "https:");
    ProviderSettings settings =
        settings(there.issuer().replace("http:", "https:"), LoopbackProvider.SECRET);
    BoundedHttp http = new BoundedHttp(Duration.ofSeconds(5));
    for (String name : List.of("authorize", "token", "userinfo", "keys")) {
      String plain = secure.replaceFirst("https(://[^\"]*/" + name + "\")", "http$1");
      assertThat(plain).as(name).isNotEqualTo(secure);
      assertThatThrownBy(() -> Discovery.of(settings, plain, http))
          .as(name)
          .isInstanceOfSatisfying(
              UnusableException.class, e -> assertThat(e.reason()).contains("not https"));
    }
  }

  @Test
  void whatItAnswersACodeMustBeUsable() throws Exception {
    there.answer(LoopbackProvider.TOKEN, 200, "<html>");
    assertUnusable("answers a code with no token that says who it is");
    there.answer(LoopbackProvider.TOKEN, 200, "{\"access_token\":\"x\",\"token_type\":\"Bearer\"}");
    assertUnusable("answers a code with no token that says who it is");
    there.answer(LoopbackProvider.TOKEN, 500, "{}");
    assertUnusable("answers 500 to a code");
    there.answer(LoopbackProvider.TOKEN, 400, "{\"error\":\"unauthorized_client\"}");
    assertUnusable("refuses this site; compare client-id and secret with its own");
    there.answer(LoopbackProvider.TOKEN, 200, " ".repeat(BoundedBody.BYTES_MAX + 1));
    assertUnusable("an answer of more than 65536 bytes");
    there.answer(LoopbackProvider.TOKEN, HttpExchange::close);
    assertUnusable("the connection broke");
  }

  @Test
  void whoeverSignsInWaitsNotForLong() throws Exception {
    Provider impatient =
        new Provider(settings(there.issuer(), LoopbackProvider.SECRET), Duration.ofMillis(300));
    there.answer(LoopbackProvider.TOKEN, exchange -> exchange.sendResponseHeaders(200, 1_000));
    assertUnusable("no whole answer in time", impatient);
    there.answer(LoopbackProvider.TOKEN, exchange -> {});
    assertUnusable("no whole answer in time", impatient);
  }

  @Test
  void aWrongSecretIsLogged() throws Exception {
    Provider wrong = provider("another secret");
    URI arrived = there.signIn(wrong.begin(attempt, BACK));
    try (CapturedLog log = CapturedLog.of(Provider.class.getName(), Level.INFO)) {
      assertRefused(Refusal.NOT_READY, wrong, attempt, arrived);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .endsWith("refuses this site; compare client-id and secret with its own")
          .doesNotContain("another secret");
    }
  }

  @Test
  void aProviderThatIsAwayMayComeBack() throws Exception {
    URI next = there.signIn(provider.begin(attempt, BACK));
    there.close();
    assertRefused(Refusal.NOT_READY, provider, attempt, next);
    assertUnusable("no connection");
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    there.close();
    there = LoopbackProvider.untrusted();
    assertUnusable("no TLS with a certificate that is trusted here");
  }
}
