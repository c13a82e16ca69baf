package io.drinkd.appliance.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    return new Provider(
        new ProviderSettings(
            there.issuer(),
            LoopbackProvider.CLIENT,
            secret,
            "preferred_username",
            Optional.of("drink-admin")));
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
            "no subject", claims -> claims.subject(null));
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
  void aTokenThatAnotherKeyHasSignedIsRefused() {
    there.signWithAnotherKey();
    URI arrived = there.signIn(provider.begin(attempt, BACK));
    assertRefused(Refusal.WRONG_LOGIN, provider, attempt, arrived);
  }

  @Test
  void aWrongSecretAndAProviderThatIsAwayAreRefused() {
    Provider wrong = provider("another secret");
    URI arrived = there.signIn(wrong.begin(attempt, BACK));
    assertRefused(Refusal.WRONG_LOGIN, wrong, attempt, arrived);

    URI next = there.signIn(provider.begin(attempt, BACK));
    there.close();
    assertRefused(Refusal.NOT_READY, provider, attempt, next);
    Provider fresh = provider(LoopbackProvider.SECRET);
    assertThatThrownBy(() -> fresh.begin(attempt, BACK))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.NOT_READY));
  }
}
