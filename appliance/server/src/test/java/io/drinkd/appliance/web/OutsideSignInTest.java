package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.oidc.LoopbackProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by a provider of OpenID Connect, as a browser does it. */
class OutsideSignInTest {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  private static final String BOB = "bob's password";
  private static final String FIRST = "/login/oidc/first";

  @TempDir Path data;
  @TempDir Path secrets;

  private LoopbackProvider there;
  private WebHouse house;

  @BeforeEach
  void open() throws Exception {
    there = new LoopbackProvider();
    house = house("", false);
  }

  @AfterEach
  void close() {
    house.close();
    there.close();
  }

  /**
   * @param more further settings of the provider
   * @param again whether the house has its members already
   */
  private WebHouse house(String more, boolean again) throws Exception {
    Path secret = Files.writeString(secrets.resolve("oidc"), LoopbackProvider.SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    String oidc =
        "public-url: \"http://drinkd.test\", oidc: { issuer: \"%s\", client-id: %s, secret: { file:"
            + " \"%s\" }%s }";
    House.Options options = new House.Options();
    options.again = again;
    return new WebHouse(
        data, options, oidc.formatted(there.issuer(), LoopbackProvider.CLIENT, secret, more));
  }

  private MemberRecord member(String name) {
    return house.services().memberships().named(ADMIN, name);
  }

  private void bind(String member, String subject) {
    house
        .services()
        .identities()
        .bind(ADMIN, member(member), new OutsideIdentity(there.issuer(), subject))
        .join();
  }

  /** Where the browser is sent back to by the provider, as it asks this site for it. */
  private String sentBack(WebClient client) throws IOException {
    WebAnswer sent = client.get("/login/oidc?next=/me");
    assertThat(sent.status()).as(sent.toString()).isEqualTo(303);
    URI back = there.signIn(URI.create(sent.header("Location").orElseThrow()));
    assertThat(back.toString()).startsWith("http://drinkd.test/login/oidc/back?");
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private WebAnswer signIn(WebClient client) throws IOException {
    return client.get(sentBack(client));
  }

  private static void assertSentTo(String path, WebAnswer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
    assertThat(answer.header("Location")).contains(path);
  }

  private static void assertNotSignedIn(String what, WebClient client, WebAnswer answer)
      throws IOException {
    assertThat(answer.status()).as(what).isEqualTo(401);
    assertThat(answer.text()).as(what).contains("did not sign you in");
    assertThat(client.cookies().keySet()).as(what).noneMatch(name -> name.contains("session"));
    assertThat(client.get("/me").status()).as(what).isEqualTo(303);
  }

  private WebAnswer show(WebClient client, String name, String password) throws IOException {
    String token = client.get(FIRST).formToken();
    return client.post(
        FIRST, "form-token", token, "name", name, "password", password, "next", "/me");
  }

  @Test
  void whoeverIsBoundSignsInByTheProviderAlone() throws Exception {
    bind("bob", "4711");
    there.claims = claims -> claims.claim("preferred_username", "alice");
    WebClient browser = new WebClient(house);
    assertThat(browser.get("/login").text()).contains("href=\"/login/oidc?next=%2F\"");

    assertSentTo("/me", signIn(browser));

    assertThat(browser.get("/me").text()).contains("bob");
    assertThat(browser.get("/admin").status()).isEqualTo(403);
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.contains("oidc"));
  }

  @Test
  void whoeverComesForTheFirstTimeShowsTheOwnPasswordOnce() throws Exception {
    WebClient browser = new WebClient(house);
    assertSentTo(FIRST + "?next=%2Fme", signIn(browser));
    assertThat(browser.get("/me").status()).isEqualTo(303);
    assertThat(browser.get(FIRST).text()).contains("You have signed in as bob");

    WebAnswer wrong = show(browser, "bob", "another");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text()).contains("Wrong name or password").contains("value=\"bob\"");
    assertSentTo(FIRST + "?next=%2Fme", signIn(browser));

    assertSentTo("/me", show(browser, "bob", "bob's password"));
    assertThat(browser.get("/me").text()).contains("bob");
    assertSentTo("/me", signIn(new WebClient(house)));
  }

  @Test
  void anAccountIsBoundOnce() throws Exception {
    bind("bob", "4711");
    there.claims = claims -> claims.subject("4712");
    WebClient another = new WebClient(house);
    signIn(another);

    WebAnswer refused = show(another, "bob", "bob's password");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("connected already");
    assertSentTo("/me", show(another, "poor", "poor's password"));
    assertThat(another.get("/me").text()).contains("poor");
  }

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
  void membersDisconnectTheirAccountByTheirPassword() throws Exception {
    bind("bob", "4711");
    WebClient another = new WebClient(house);
    signIn(another);
    WebClient bob = new WebClient(house);
    signIn(bob);
    WebAnswer account = bob.get("/me/account");
    assertThat(account.text()).contains(there.issuer()).contains("Connected since");

    WebAnswer wrong = disconnect(bob, account.formToken(), "wrong");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("That is not your password").contains("Connected since");
    assertSentTo("/me/account?done=outside", disconnect(bob, account.formToken(), BOB));

    assertThat(bob.get("/me/account?done=outside").text())
        .contains("The account is disconnected")
        .contains("href=\"/login/oidc?next=%2Fme%2Faccount\"");
    assertThat(another.get("/me").status()).isEqualTo(303);
    assertSentTo(FIRST + "?next=%2Fme", signIn(another));
  }

  private static WebAnswer disconnect(WebClient client, String token, String password)
      throws IOException {
    return client.post("/me/outside/remove", "form-token", token, "password", password);
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

  @Test
  void theProviderSaysWhoIsAnAdminIfItIsAsked() throws Exception {
    bind("bob", "4711");
    house.close();
    house = house(", admin-claim: drink-admin", true);
    WebClient browser = new WebClient(house);
    signIn(browser);
    assertThat(browser.get("/admin").status()).isEqualTo(200);

    there.claims = claims -> claims.claim("drink-admin", false);
    signIn(browser);
    assertThat(browser.get("/admin").status()).isEqualTo(403);
  }

  @Test
  void anAdminConnectsAndDisconnectsAccounts() throws Exception {
    String page = "/admin/members/bob";
    WebClient alice = new WebClient(house);
    alice.signIn("alice", "alice's password");

    String token = alice.get(page).formToken();
    WebAnswer empty = alice.post(page + "/outside", "form-token", token, "subject", " ");
    assertThat(empty.status()).isGreaterThanOrEqualTo(400).isLessThan(500);
    assertSentTo(
        page + "?done=outside",
        alice.post(page + "/outside", "form-token", token, "subject", " 4711 "));

    WebClient bob = new WebClient(house);
    assertSentTo("/me", signIn(bob));
    assertThat(alice.get(page).text()).contains("4711").contains("Connected since");
    WebAnswer ofAMember =
        bob.post(page + "/outside/remove", "form-token", bob.get("/me").formToken());
    assertThat(ofAMember.status()).isEqualTo(403);
    assertSentTo(
        page + "?done=outside-removed", alice.post(page + "/outside/remove", "form-token", token));
    assertSentTo(FIRST + "?next=%2Fme", signIn(new WebClient(house)));
  }

  @Test
  void withoutAProviderThereIsNoSuchWay() throws Exception {
    Path elsewhere = Files.createDirectory(data.resolve("without"));
    try (WebHouse without = new WebHouse(elsewhere)) {
      WebClient browser = new WebClient(without);
      assertThat(browser.get("/login").text()).doesNotContain("/login/oidc");
      assertThat(browser.get("/login/oidc").status()).isEqualTo(404);
      assertThat(browser.get("/login/oidc/back?code=x&state=y").status()).isEqualTo(404);
      browser.signIn("bob", BOB);
      WebAnswer account = browser.get("/me/account");
      assertThat(account.text()).doesNotContain("id=\"outside\"");
      assertThat(disconnect(browser, account.formToken(), BOB).status()).isEqualTo(404);
    }
  }
}
