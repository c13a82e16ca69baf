package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Signing in by a provider of OpenID Connect, and which member that is. */
class OutsideSignInTest extends TestWithProvider {

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
