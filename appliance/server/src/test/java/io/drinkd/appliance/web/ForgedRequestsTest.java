package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other sites have browsers send, and what others have prepared a browser with. */
class ForgedRequestsTest {

  private static final String BOB = "bob's password";
  private static final String HEADER = "X-Form-Token: ";
  private static final String GIFT = "{\"to\":\"alice\",\"amount\":1,\"reason\":\"thanks\"}";

  @TempDir Path data;

  private static WebAnswer give(WebClient client, String token) throws IOException {
    return client.post(
        "/me/gifts", "form-token", token, "to", "alice", "amount", "1", "reason", "", "key", token);
  }

  private static WebAnswer give(WebClient client, String key, String header) throws IOException {
    return client.json("/api/v1/transfers", GIFT, "Idempotency-Key: " + key, header);
  }

  @Test
  void whatWritesNeedsATokenAndAPageOfTheSite() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient bob = new WebClient(house);
      assertThat(bob.signIn("bob", BOB).status()).isEqualTo(303);
      WebClient alice = new WebClient(house);
      alice.signIn("alice", "alice's password");
      String token = bob.get("/me").formToken();
      String foreign = alice.get("/me").formToken();

      for (String wrong : new String[] {"", "x", foreign}) {
        assertThat(give(bob, wrong).status()).as("form, " + wrong).isEqualTo(403);
        assertThat(give(bob, "a", HEADER + wrong).status()).as("JSON, " + wrong).isEqualTo(403);
      }
      for (String site :
          new String[] {"", "null", "https://drinkd.test", "http://drinkd.test.evil.example"}) {
        bob.from(Optional.of(site).filter(name -> !name.isEmpty()));
        assertThat(give(bob, token).status()).as("form, " + site).isEqualTo(403);
        assertThat(give(bob, "a", HEADER + token).status()).as("JSON, " + site).isEqualTo(403);
      }
      bob.from(Optional.empty());
      assertThat(give(bob, "a", HEADER + token).text()).contains("found no Origin");
      bob.from(Optional.of("http://drinkd.test"));
      assertThat(bob.get("/api/v1/me").text()).contains("\"available\":1000");
      assertThat(give(bob, token).status()).isEqualTo(303);
      assertThat(give(bob, "a", HEADER + token).status()).isLessThan(300);
      assertThat(bob.get("/api/v1/me").text()).contains("\"available\":998");
    }
  }

  @Test
  void nobodyIsSignedInByAnotherSite() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      String token = client.get("/login").formToken();
      String foreign = new WebClient(house).get("/login").formToken();
      for (String wrong : new String[] {"", foreign}) {
        assertThat(signIn(client, wrong).status()).isEqualTo(403);
      }
      client.from(Optional.of("http://evil.example"));
      assertThat(signIn(client, token).status()).isEqualTo(403);
      client.from(Optional.of("http://drinkd.test"));
      assertThat(signIn(client, token).status()).isEqualTo(303);
    }
  }

  private static WebAnswer signIn(WebClient client, String token) throws IOException {
    return client.post("/login", "form-token", token, "name", "bob", "password", BOB);
  }

  @Test
  void behindPublicUrlThatOriginAloneCounts() throws Exception {
    String settings = "trusted-proxies: [127.0.0.1], public-url: 'https://Drink.example.net:443/'";
    try (WebHouse house = new WebHouse(data, settings)) {
      WebClient client = new WebClient(house);
      String token = client.get("/login").formToken();
      for (String site : new String[] {"http://drinkd.test", "http://drink.example.net"}) {
        client.from(Optional.of(site));
        assertThat(signIn(client, token).status()).as(site).isEqualTo(403);
      }
      client.from(Optional.of("https://drink.example.net"));
      assertThat(signIn(client, token).status()).isEqualTo(303);
    }
  }

  @Test
  void aSessionIsAlwaysANewOne() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient bob = new WebClient(house);
      String planted = "A".repeat(22);
      bob.cookies().put("drinkd-session", planted);
      bob.signIn("bob", BOB);
      String first = bob.cookies().get("drinkd-session");
      assertThat(first).isNotEqualTo(planted);
      bob.signIn("bob", BOB);
      assertThat(bob.cookies().get("drinkd-session")).isNotEqualTo(first);

      WebClient thief = new WebClient(house);
      thief.cookies().put("drinkd-session", planted);
      assertThat(thief.get("/api/v1/me").status()).isEqualTo(401);
      bob.post("/logout", "form-token", bob.get("/me").formToken());
      assertThat(bob.cookies()).doesNotContainKey("drinkd-session");
    }
  }

  @Test
  void cookiesAreForThisHostAndNoScript() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      assertThat(client.signIn("bob", BOB).header("Set-Cookie").orElseThrow())
          .matches("drinkd-session=[\\w-]{22}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax");
    }
    String secure = "public-url: 'https://drink.example.net'";
    try (WebHouse house = new WebHouse(data.resolve("secure"), secure)) {
      WebClient client = new WebClient(house).from(Optional.of("https://drink.example.net"));
      assertThat(client.get("/login").header("Set-Cookie").orElseThrow())
          .matches("__Host-drinkd-form=[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax; Secure");
      assertThat(client.signIn("bob", BOB).header("Set-Cookie").orElseThrow())
          .startsWith("__Host-drinkd-session=")
          .endsWith("; Path=/; HttpOnly; SameSite=Lax; Secure");
      String secret = client.cookies().remove("__Host-drinkd-session");
      client.cookies().put("drinkd-session", secret);
      assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
    }
  }

  @Test
  void nobodyIsSentToAnotherSite() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      for (String next :
          new String[] {
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "\\\\evil.example",
            "/me\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
            ""
          }) {
        WebClient client = new WebClient(house);
        String token = client.get("/login").formToken();
        WebAnswer answer =
            client.post(
                "/login", "form-token", token, "name", "bob", "password", BOB, "next", next);
        assertThat(answer.header("Location")).as(next).contains("/");
        assertThat(answer.all("Set-Cookie")).as(next).hasSize(1);
      }
      WebAnswer page = new WebClient(house).get("/login?next=%22%3E%3Cscript%3E");
      assertThat(page.text()).doesNotContain("<script>");
    }
  }
}
