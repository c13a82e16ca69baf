package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.appliance.web.oidc.LoopbackProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** What is forged, stolen or planted in a sign-in by a provider, and what goes wrong with it. */
class OutsideFaultsTest extends TestWithProvider {

  private static final int AT_ONCE = 4;

  @Test
  void whatABrowserMakesUpBindsNobody() throws Exception {
    WebClient browser = new WebClient(house);
    signIn(browser);
    String token = browser.get(FIRST).formToken();
    String sealed = browser.cookies().get("drinkd-oidc-person");
    for (String forged :
        new String[] {"", "x", "..", sealed.substring(1), sealed + "x", sealed + "." + sealed}) {
      browser.cookies().put("drinkd-oidc-person", forged);
      assertNotSignedIn(forged, browser, browser.get(FIRST));
      WebAnswer answer =
          browser.post(
              FIRST, "form-token", token, "name", "bob", "password", "bob's password", "next", "/");
      assertNotSignedIn(forged, browser, answer);
    }
    browser.cookies().put("drinkd-oidc-person", sealed);
    WebAnswer ofAnother = browser.post(FIRST, "name", "bob", "password", "bob's password");
    assertThat(ofAnother.status()).isEqualTo(403);
  }

  @Test
  void whatIsForgedInATokenSignsNobodyIn() throws Exception {
    bind("bob", "4711");
    Date past = Date.from(Instant.now().minusSeconds(600));
    Map<String, Consumer<JWTClaimsSet.Builder>> forgeries =
        Map.of(
            "nonce", claims -> claims.claim("nonce", "another"),
            "issuer", claims -> claims.issuer("https://evil.example"),
            "audience", claims -> claims.audience("another client"),
            "expiry", claims -> claims.expirationTime(past));
    for (Map.Entry<String, Consumer<JWTClaimsSet.Builder>> forgery : forgeries.entrySet()) {
      there.claims = forgery.getValue();
      WebClient browser = new WebClient(house);
      assertNotSignedIn(forgery.getKey(), browser, signIn(browser));
    }
    there.claims = claims -> {};
    there.signWithAnotherKey();
    WebClient browser = new WebClient(house);
    assertNotSignedIn("signature", browser, signIn(browser));
  }

  @Test
  void anAnswerIsWorthNothingInAnotherBrowserOrTwice() throws Exception {
    bind("bob", "4711");
    WebClient bob = new WebClient(house);
    String back = sentBack(bob);
    WebClient another = new WebClient(house);
    assertNotSignedIn("no attempt", another, another.get(back));
    another.get("/login/oidc");
    assertNotSignedIn("another attempt", another, another.get(back));
    another.get("/login/oidc");
    String forged = back.replaceFirst("state=[^&]*", "state=forged");
    assertNotSignedIn("state", another, another.get(forged));
    another.get("/login/oidc");
    String refused = "/login/oidc/back?error=access_denied&state=x";
    assertNotSignedIn("refused", another, another.get(refused));
    another.get("/login/oidc");
    assertNotSignedIn("nothing", another, another.get("/login/oidc/back"));
    another.cookies().put("drinkd-oidc", "a.b.c.d");
    assertNotSignedIn("made up", another, another.get(back));

    bob.get(back + "&iss=https%3A%2F%2Fevil.example");
    assertThat(bob.get("/me").status()).isEqualTo(303);
    assertThat(bob.get(back).status()).isEqualTo(401);
  }

  @Test
  void aSessionThatSomebodyHasPlantedIsNotTheOneThatBegins() throws Exception {
    bind("bob", "4711");
    WebClient evil = new WebClient(house);
    evil.signIn("poor", "poor's password");
    WebClient browser = new WebClient(house);
    browser.cookies().putAll(evil.cookies());

    assertSentTo("/me", signIn(browser));

    assertThat(browser.cookies().get("drinkd-session"))
        .isNotEqualTo(evil.cookies().get("drinkd-session"));
    assertThat(browser.get("/me").text()).contains("bob");
    assertThat(evil.get("/me").text()).doesNotContain("bob");
  }

  @Test
  void whatGoesWrongIsShownInBothLanguagesAndLogged() throws Exception {
    WebClient browser = new WebClient(house);
    try (CapturedLog log =
        CapturedLog.of("io.drinkd.appliance.web.page.OutsideSignIn", Level.INFO)) {
      WebAnswer wrong = browser.get("/login/oidc/back?code=x&state=y", "Accept-Language: de");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.text()).contains("hat dich nicht angemeldet").contains("Passwort");
      assertThat(log.lines())
          .containsExactly(
              "sign-in by the provider from 127.0.0.1 refused:"
                  + " it was not begun in this browser, or long ago");
    }
    there.answer(LoopbackProvider.METADATA, 200, "<html>");
    try (CapturedLog log = CapturedLog.of("io.drinkd.appliance.web.oidc.Provider", Level.INFO)) {
      WebAnswer away = browser.get("/login/oidc", "Accept-Language: de");
      assertThat(away.status()).isEqualTo(503);
      assertThat(away.text()).contains("gerade nicht erreichbar").contains("Passwort");
      assertThat(browser.get("/login/oidc").text()).contains("cannot be reached just now");
      assertThat(log.lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("provider " + there.issuer() + " not usable: "));
    }
  }

  @Test
  void whatTheProviderCallsSomebodyIsOnlyText() throws Exception {
    there.claims = claims -> claims.claim("preferred_username", "<img src=x onerror='a'>\"{");
    WebClient browser = new WebClient(house);
    signIn(browser);
    assertThat(browser.get(FIRST).text()).contains("&lt;img src=x").doesNotContain("<img src=x");
  }

  @Test
  void aProviderThatHangsKeepsFewThreads() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    there.answer(LoopbackProvider.METADATA, exchange -> asked.incrementAndGet());
    List<CompletableFuture<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      waiting.add(CompletableFuture.supplyAsync(this::begun, task -> new Thread(task).start()));
    }
    await().until(() -> asked.get() == AT_ONCE);

    assertThat(begun()).isEqualTo(503);
    assertThat(asked).hasValue(AT_ONCE);
    assertThat(new WebClient(house).get("/").status()).isEqualTo(200);
    there.close();
    assertThat(waiting).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(503));
  }

  private int begun() {
    try {
      return new WebClient(house).get("/login/oidc").status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nobodyIsSentToAnotherSite() throws Exception {
    bind("bob", "4711");
    WebClient browser = new WebClient(house);
    WebAnswer sent = browser.get("/login/oidc?next=//evil.example");
    URI back = there.signIn(URI.create(sent.header("Location").orElseThrow()));
    assertSentTo("/", browser.get(back.getRawPath() + "?" + back.getRawQuery()));
    browser.get("/login/oidc?next=/" + "x".repeat(2_000));
    assertThat(browser.cookies().get("drinkd-oidc")).hasSizeLessThan(1_000);
  }

  @Test
  void withoutTheProviderThePasswordIsEnough() throws Exception {
    WebClient browser = new WebClient(house);
    final String back = sentBack(browser);
    there.close();

    WebAnswer away = browser.get(back);

    assertThat(away.status()).isEqualTo(503);
    assertThat(away.text()).contains("cannot be reached just now").contains("name=\"password\"");
    assertSentTo("/me", browser.signIn("bob", "bob's password"));
    house.close();
    house = house("", true);
    assertThat(new WebClient(house).get("/login/oidc").status()).isEqualTo(503);
  }
}
