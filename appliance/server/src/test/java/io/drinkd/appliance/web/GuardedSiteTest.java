package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Logins;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.appliance.sunday.House;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody gets out of the site or does to it, whatever they send. */
class GuardedSiteTest {

  private static final List<String> PRIVATE =
      List.of(
          "/",
          "/me",
          "/me/balance",
          "/me/history",
          "/me/account",
          "/machines/d",
          "/machines/d/card",
          "/machines/d/slots/1",
          "/api/v1/me",
          "/api/v1/me/history",
          "/api/v1/drops",
          "/api/v1/tokens");

  @TempDir Path data;

  @Test
  void whoeverSignsInOverASessionEndsIt() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient browser = new WebClient(house);
      browser.signIn("bob", "bob's password");
      WebClient copy = new WebClient(house);
      copy.cookies().putAll(browser.cookies());
      assertThat(copy.get("/me").status()).isEqualTo(200);

      browser.signIn("alice", "alice's password");
      assertThat(browser.get("/me").status()).isEqualTo(200);
      assertThat(copy.get("/me").status()).isNotEqualTo(200);
    }
  }

  @Test
  void whatIsOnesOwnIsKeptByNobody() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient bob = new WebClient(house);
      bob.signIn("bob", "bob's password");
      for (String path : PRIVATE) {
        WebAnswer own = bob.get(path);
        assertThat(own.status()).as(path).isEqualTo(200);
        assertThat(own.header("Cache-Control")).as(path).contains("no-store");
        assertThat(own.header("ETag")).as(path).isEmpty();
      }
      assertThat(new WebClient(house).get("/").header("Vary").orElse("")).contains("Cookie");
    }
  }

  @Test
  void nothingOutsideOfTheSiteIsServed() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (String path :
          new String[] {
            "/../drinkd.db",
            "/files/../drinkd.db",
            "/files/..%2fdrinkd.db",
            "/files/%2e%2e/%2e%2e/etc/passwd",
            "/files/..;/drinkd.db",
            "/files/%252e%252e%252fetc%252fpasswd",
            "/files//etc/passwd",
            "/files/..%5c..%5cetc%5cpasswd",
            "/files/%00",
            "/%0d%0aSet-Cookie:%20a=b",
            "//evil.example/%2e%2e"
          }) {
        WebAnswer answer = client.get(path);
        assertThat(answer.status()).as(path).isIn(400, 404);
        assertThat(answer.header("Set-Cookie").orElse("")).as(path).doesNotContain("a=b");
        assertThat(answer.header("Content-Security-Policy")).as(path).isPresent();
      }
    }
  }

  @Test
  void whetherThereIsANameShowsNowhere() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebAnswer wrong = new WebClient(house).signIn("bob", "no");
      WebAnswer nobody = new WebClient(house).signIn("nob", "no");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(nobody.status()).isEqualTo(401);
      assertThat(withoutSecrets(nobody).replace("nob", "bob")).isEqualTo(withoutSecrets(wrong));
    }
  }

  private static String withoutSecrets(WebAnswer answer) {
    return answer.toString().replaceAll("(?<=value=\"|Length: |form=)[\\w-]+|Date: .*", "");
  }

  @Test
  void wrongPasswordsAtThePageAreCountedWithThoseOfOtherDoors() throws Exception {
    ManualTimers time = new ManualTimers();
    House.Options options = new House.Options();
    options.timers = Optional.of(time);
    options.logins = new LoginLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30));
    try (WebHouse house = new WebHouse(data, options, "idle: 60s")) {
      for (int i = 0; i < options.logins.wrong(); i++) {
        assertThat(new WebClient(house).signIn("bob", "no").status()).isEqualTo(401);
      }
      final int before = time.waiting();
      Logins logins = house.services().logins();
      Caller elsewhere =
          logins.anybody("test", new LoginOrigin(InetAddress.getByName("192.0.2.1"), false));
      CompletableFuture<Caller> login = logins.byPassword(elsewhere, "bob", "bob's password");
      await().until(() -> time.waiting() > before);
      assertThat(login).isNotDone();
      time.advance(Duration.ofMinutes(1));
      assertThat(login.join().name()).isEqualTo("bob");
    }
  }

  @Test
  void whatCannotBeReadIsAnsweredLikeAllElseAndNotLogged() throws Exception {
    List<CapturedLog> logs = shippedLogs();
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (String request :
          new String[] {
            "GET\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [::\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "G\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Length: 3\r\n\r\nabc"
          }) {
        WebAnswer answer = client.raw(request);
        assertThat(answer.status()).as(request).isIn(400, 431);
        assertThat(answer.header("Content-Security-Policy")).as(request).isPresent();
        assertThat(answer.header("X-Content-Type-Options")).as(request).contains("nosniff");
        assertThat(answer.header("Server")).as(request).isEmpty();
        assertThat(answer.text()).as(request).doesNotContain("jetty", "\tat ");
      }
      assertThat(logs).allSatisfy(log -> assertThat(log.lines()).isEmpty());
    } finally {
      logs.forEach(CapturedLog::close);
    }
  }

  /** What Jetty says where the log is configured as it is shipped. */
  static List<CapturedLog> shippedLogs() throws IOException {
    Path shipped = Path.of(System.getProperty("drinkd.home"), "conf", "log4j2.xml");
    return Pattern.compile("name=\"(org\\.eclipse\\.jetty[^\"]*)\" level=\"(\\w+)\"")
        .matcher(Files.readString(shipped))
        .results()
        .map(logger -> CapturedLog.of(logger.group(1), Level.valueOf(logger.group(2))))
        .toList();
  }

  @Test
  void browsersAreToldToUseTlsOnlyWhereThatIsWanted() throws Exception {
    String proxied = "trusted-proxies: [127.0.0.1], public-url: 'https://drink.example.net'";
    String header = "Strict-Transport-Security";
    String secure = "X-Forwarded-Proto: https";
    try (WebHouse house = new WebHouse(data, proxied + ", hsts: true")) {
      WebClient client = new WebClient(house);
      assertThat(client.get("/", secure).header(header)).contains("max-age=31536000");
      assertThat(client.get("/", "X-Forwarded-Proto: http").header(header)).isEmpty();
    }
    try (WebHouse house = new WebHouse(data.resolve("without"), proxied)) {
      assertThat(new WebClient(house).get("/", secure).header(header)).isEmpty();
    }
  }

  @Test
  void whoeverSignsInSoThatOthersCanReadItIsWarned() throws Exception {
    try (WebHouse house = new WebHouse(data, "trusted-proxies: [127.0.0.1]")) {
      WebClient client = new WebClient(house);
      String warning = "This connection is not encrypted.";
      String elsewhere = "X-Forwarded-For: 192.0.2.1";
      assertThat(client.get("/login").text()).doesNotContain(warning);
      assertThat(client.get("/login", elsewhere).text()).contains(warning);
      assertThat(client.get("/login", elsewhere, "Accept-Language: de").text())
          .contains("Diese Verbindung ist nicht verschlüsselt.");
      assertThat(client.get("/login", elsewhere, "X-Forwarded-Proto: https").text())
          .doesNotContain(warning);
    }
  }

  @Test
  void bodiesThatAreTooLongAreNotRead() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      String long64 = "x".repeat(65_537);
      assertThat(client.post("/login", "form-token", long64).status()).isEqualTo(413);
      assertThat(
              client
                  .raw(
                      "POST /login HTTP/1.1\r\nHost: drinkd.test\r\nOrigin: http://drinkd.test\r\n"
                          + "Content-Type: application/x-www-form-urlencoded\r\n"
                          + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n"
                          + long64
                          + "\r\n0\r\n\r\n")
                  .status())
          .isEqualTo(413);
    }
  }

  @Test
  void whatIsLongIsCompressed() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      WebAnswer plain = client.get("/");
      WebAnswer small = client.get("/", "Accept-Encoding: gzip");
      assertThat(small.header("Content-Encoding")).contains("gzip");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes())
          .isEqualTo(plain.body());
      assertThat(client.get("/", "If-None-Match: " + plain.header("ETag").orElseThrow()).status())
          .isEqualTo(304);
    }
  }

  @Test
  void whoSendsABodyByteByByteIsDisconnected() throws Exception {
    try (WebHouse house = new WebHouse(data, "idle: 500ms");
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), house.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /login HTTP/1.1\r\nHost: drinkd.test\r\nOrigin: http://drinkd.test\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      await().pollInterval(Duration.ofMillis(50)).until(() -> isRefused(out));
    }
  }

  private static boolean isRefused(OutputStream out) {
    try {
      out.write('x');
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
