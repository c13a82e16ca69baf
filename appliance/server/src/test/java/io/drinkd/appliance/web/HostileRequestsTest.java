package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.appliance.sunday.House;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are made to bring the site down, or to be read in two ways. */
class HostileRequestsTest {

  private static final String BOB = "bob's password";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String OWN = "Host: drinkd.test\r\nOrigin: http://drinkd.test\r\n";

  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Accept-Encoding",
          "Accept-Language",
          "Authorization",
          "Content-Type",
          "Cookie",
          "Forwarded",
          "Idempotency-Key",
          "If-None-Match",
          "Last-Event-ID",
          "Origin",
          "Prefer",
          "Range",
          "X-Form-Token",
          "X-Forwarded-For",
          "X-Forwarded-Proto");

  private static final List<String> VALUES =
      List.of(
          "",
          "a\tb=c",
          "drinkd-session=\"a\tb",
          ";;;q=x,/,*,=",
          "a;q=",
          "a/b;charset=\"",
          "\u00e9\u00ff",
          "Basic \u00e9==",
          "Bearer ",
          "%",
          "bytes=0-1,9-2,-",
          "[::1",
          "1:2:3:4",
          "x-".repeat(500));

  /** More than a store does. */
  private static final int READS_AT_ONCE = 16;

  @TempDir Path data;

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n";
  }

  @Test
  void noHeaderIsSoOddThatItIsAFaultOfOurs() throws Exception {
    String proxied = "trusted-proxies: [127.0.0.1], requests-per-second: { address: 100000 }";
    try (WebHouse house = new WebHouse(data, proxied)) {
      WebClient client = new WebClient(house);
      for (String header : HEADERS) {
        for (String value : VALUES) {
          String odd = "Host: drinkd.test\r\n" + header + ": " + value + "\r\n";
          for (String target : List.of("/login", "/api/v1/me")) {
            WebAnswer answer = client.raw(get(target, odd));
            assertThat(answer.status()).as(target + " " + odd).isLessThan(500);
          }
          String post = "POST /login HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n" + OWN;
          assertThat(client.raw(post + odd.substring(odd.indexOf('\n') + 1) + "\r\n").status())
              .as("POST " + odd)
              .isLessThan(500);
        }
      }
    }
  }

  @Test
  void cookiesOfOtherProgramsOnTheHostAreNoConcernOfTheSite() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient bob = new WebClient(house);
      bob.signIn("bob", BOB);
      String own = "drinkd-session=" + bob.cookies().get("drinkd-session");
      for (String others : List.of("a=b\tc; ", "a={\"b\":[1, 2]}; ", "=; ;;a; ", "a=\"b; ")) {
        String cookies = OWN + "Cookie: " + others + own + "\r\n";
        assertThat(new WebClient(house).raw(get("/me", cookies)).status())
            .as(others)
            .isEqualTo(200);
      }
    }
  }

  @Test
  void aPathSaysOneThingOnly() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (String path :
          new String[] {
            "/admin;x/house",
            "/admin/house;x=y",
            "/login;",
            "/api;/v1/audit",
            "/api/v1/../../login",
            "/api/v1/%2e%2e/%2e%2e/login",
            "/kiosk/../login",
            "/./login",
            "/login/.",
            "/api/v1/..",
            "*"
          }) {
        WebAnswer answer = client.get(path);
        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.text()).as(path).doesNotContain("name=\"password\"");
      }
      WebAnswer problem = client.get("/api/v1/../login");
      assertThat(problem.header("Content-Type")).contains("application/problem+json");
      assertThat(client.get("/machines/d%3Bx").status()).isEqualTo(404);
    }
  }

  @Test
  void theSiteHasNoNameThatSomebodyElseCanOwn() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (String host :
          new String[] {"evil.example", "192.0.2.1.evil.example:8080", "localhost.evil.example."}) {
        String header = "Host: " + host + "\r\n";
        WebAnswer page = client.raw(get("/login", header));
        assertThat(page.status()).as(host).isEqualTo(421);
        assertThat(page.text()).contains("set public-url at the listener test");
        assertThat(client.raw(get("/api/v1/machines", header)).status()).isEqualTo(421);
      }
      for (String host :
          new String[] {
            "127.0.0.1", "192.168.1.7:8080", "[::1]:8080", "LOCALHOST", "drink", "drink.local.:80"
          }) {
        assertThat(client.raw(get("/login", "Host: " + host + "\r\n")).status())
            .as(host)
            .isEqualTo(200);
      }
    }
    String named = "public-url: 'https://Drink.example.net'";
    try (WebHouse house = new WebHouse(data.resolve("named"), named)) {
      WebClient client = new WebClient(house);
      String host = "Host: drink.example.net:443\r\n";
      assertThat(client.raw(get("/login", host)).status()).isEqualTo(200);
      assertThat(client.raw(get("/login", "Host: evil.example\r\n")).status()).isEqualTo(421);
    }
  }

  @Test
  void aLineEndsInOneWay() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (String request :
          new String[] {
            "GET /login HTTP/1.1\nHost: drinkd.test\n\n",
            "GET /login HTTP/1.1\r\nHost: drinkd.test\nX: y\r\n\r\n",
            "POST /login HTTP/1.1\r\n"
                + OWN
                + FORM
                + "Transfer-Encoding: chunked\r\n\r\n1\nx\n0\n\n"
          }) {
        assertThat(client.raw(request).status()).as(request).isEqualTo(400);
      }
    }
  }

  @Test
  void whoIsNotSignedInSendsFewBytes() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      String much = "x".repeat(4_097);
      WebClient client = new WebClient(house);
      assertThat(client.post("/login", "form-token", much).status()).isEqualTo(413);
      client.signIn("bob", BOB);
      String token = client.get("/me").formToken();
      assertThat(client.post("/me/public", "form-token", token, "more", much).status())
          .isNotEqualTo(413);
    }
  }

  @Test
  void whatIsBeingSentAtOnceIsBounded() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient bob = new WebClient(house);
      bob.signIn("bob", BOB);
      String head =
          "POST /me/public HTTP/1.1\r\n"
              + OWN
              + FORM
              + "Cookie: drinkd-session="
              + bob.cookies().get("drinkd-session")
              + "\r\nContent-Length: 65536\r\n\r\n";
      List<Socket> slow = new ArrayList<>();
      try {
        for (int i = 0; i < 17; i++) {
          slow.add(begun(house, head + "x".repeat(65_535)));
        }
        await().until(() -> isAnyRefused(slow));
        String token = bob.get("/me").formToken();
        assertThat(bob.post("/logout", "form-token", token).status()).isEqualTo(303);
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
      await().until(() -> house.connections() == 0);
      bob.signIn("bob", BOB);
      // Their bytes are given back by another thread.
      await()
          .untilAsserted(
              () ->
                  assertThat(bob.post("/me/public", "more", "x".repeat(60_000)).status())
                      .isEqualTo(403));
    }
  }

  private static Socket begun(WebHouse house, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), house.port());
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static boolean isAnyRefused(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      byte[] first = new byte[12];
      if (socket.getInputStream().available() >= first.length) {
        socket.getInputStream().readNBytes(first, 0, first.length);
        return new String(first, StandardCharsets.US_ASCII).equals("HTTP/1.1 429");
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api/v1/me|Authorization", "POST /api/v1/transfers|Idempotency-Key"})
  void whatMayBeThereOnceIsNotThereTwice(String request) throws Exception {
    String[] parts = request.split("\\|", 2);
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      client.signIn("bob", "bob's password");
      String twice = parts[1] + ": Bearer a\r\n" + parts[1] + ": Bearer b\r\n";
      String json = "{\"to\":\"poor\",\"amount\":1}";
      WebAnswer answer =
          client.raw(
              parts[0]
                  + " HTTP/1.1\r\n"
                  + OWN
                  + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                  + json.length()
                  + "\r\nCookie: drinkd-session="
                  + client.cookies().get("drinkd-session")
                  + "\r\nX-Form-Token: "
                  + client.get("/me").formToken()
                  + "\r\n"
                  + twice
                  + "\r\n"
                  + json);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "tokens", "tokens in chunks"})
  void aCrowdOfLoginsWaitsInSmallNumbersAndIsGivenUpWhenItHasLeft(String where) throws Exception {
    ManualTimers time = new ManualTimers();
    House.Options options = new House.Options();
    options.timers = Optional.of(time);
    options.logins = new LoginLimits(3, Duration.ofSeconds(60), Duration.ofSeconds(60));
    String settings = "idle: 60s, requests-per-second: { address: 100000 }";
    List<CapturedLog> logs = GuardedSiteTest.shippedLogs();
    try (WebHouse house = new WebHouse(data, options, settings)) {
      WebClient client = new WebClient(house);
      for (int i = 0; i < options.logins.wrong(); i++) {
        assertThat(client.signIn("nobody" + i, "no").status()).isEqualTo(401);
      }
      String request = where.equals("page") ? signIn(client) : token(where.endsWith("chunks"));
      List<Socket> waiting = new ArrayList<>();
      int before = time.waiting();
      for (int i = 0; i < 32; i++) {
        waiting.add(begun(house, request));
      }
      // Each is looked after, and has a longest wait.
      await().until(() -> time.waiting() >= before + 2 * waiting.size());

      WebAnswer crowded = client.raw(request);
      assertThat(crowded.status()).isEqualTo(429);
      assertThat(crowded.header("Retry-After")).contains("5");

      for (Socket socket : waiting) {
        socket.close();
      }
      // What is not read yet has to be read first, by looks a second apart.
      await()
          .until(
              () -> {
                time.advance(Duration.ofSeconds(1));
                return house.connections() == 0;
              });
      await().until(() -> time.waiting() <= before + 1);
      assertThat(logs).allSatisfy(log -> assertThat(log.lines()).isEmpty());
    } finally {
      logs.forEach(CapturedLog::close);
    }
  }

  /** More than a stranger's body may have; who asks is not known for as long as it is read. */
  @Test
  void whoseLookupTakesLongMaySendAsMuchInChunksAsAnyMember() throws Exception {
    ManualTimers time = new ManualTimers();
    House.Options options = new House.Options();
    options.timers = Optional.of(time);
    CountDownLatch answered = new CountDownLatch(1);
    try (WebHouse house = new WebHouse(data, options, "idle: 60s")) {
      WebClient bob = new WebClient(house);
      bob.signIn("bob", BOB);
      String json = "{\"to\":\"poor\",\"amount\":1}" + " ".repeat(5_000);
      String request =
          "POST /api/v1/transfers HTTP/1.1\r\n"
              + OWN
              + "Connection: close\r\nContent-Type: application/json\r\nIdempotency-Key: a\r\n"
              + "Cookie: drinkd-session="
              + bob.cookies().get("drinkd-session")
              + "\r\nX-Form-Token: "
              + bob.get("/me").formToken()
              + chunks(json);
      for (int i = 0; i < READS_AT_ONCE; i++) {
        house.services().foundation().store().read(tx -> awaited(answered));
      }
      int before = time.waiting();
      try (Socket socket = begun(house, request)) {
        // It is looked after, but for the time being nobody knows who it is.
        await().until(() -> time.waiting() > before);
        time.advance(Duration.ofSeconds(1));
        answered.countDown();

        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 201");
      }
    } finally {
      answered.countDown();
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Its body is nobody's concern before the password is known to be right. */
  private static String token(boolean chunked) {
    String json = "{\"name\":\"x\",\"scope\":\"read\"}";
    String length = "Content-Length: " + json.length() + "\r\n\r\n" + json;
    return "POST /api/v1/tokens HTTP/1.1\r\n"
        + OWN
        + "Content-Type: application/json\r\nConnection: close\r\nAuthorization: Basic "
        + Base64.getEncoder().encodeToString("bob:no".getBytes(StandardCharsets.UTF_8))
        + (chunked ? chunks(json) : "\r\n" + length);
  }

  /** The end of a request's headers, and its body. */
  private static String chunks(String body) {
    return String.format(
        Locale.ROOT,
        "\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n",
        body.length(),
        body);
  }

  private static String signIn(WebClient client) throws IOException {
    String form =
        "form-token=" + client.get("/login").formToken() + "&name=bob&password=no&next=%2F";
    return "POST /login HTTP/1.1\r\n"
        + OWN
        + FORM
        + "Connection: close\r\nCookie: drinkd-form="
        + client.cookies().get("drinkd-form")
        + "\r\nContent-Length: "
        + form.length()
        + "\r\n\r\n"
        + form;
  }

  @Test
  void whatSomebodySendsIsNotRepeatedWhole() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient bob = new WebClient(house);
      bob.signIn("bob", BOB);
      String token = "X-Form-Token: " + bob.get("/me").formToken();
      String much = "z".repeat(40_000);
      for (String json :
          Set.of(
              "{\"to\":\"" + much + "\",\"amount\":1}",
              "{\"to\":\"alice\",\"amount\":\"" + much + "\"}",
              "{\"" + much + "\":1}")) {
        WebAnswer answer = bob.json("/api/v1/transfers", json, "Idempotency-Key: a", token);
        assertThat(answer.status()).isIn(404, 422);
        assertThat(answer.body()).hasSizeLessThan(1_000);
      }
      String name = "y".repeat(3_000);
      for (String path :
          Set.of("/api/v1/machines/" + name, "/api/v1/drops?" + name + "=1&" + name)) {
        assertThat(bob.get(path).body()).as(path).hasSizeLessThan(1_000);
      }
    }
  }
}
