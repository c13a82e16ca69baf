package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every answer says besides what was asked for, how it is sent, and who may keep it. */
class SiteAnswersTest {

  private static final String GZIP = "Accept-Encoding: gzip";
  private static final Pattern FILE =
      Pattern.compile("/files/[a-z]+\\.([0-9a-f]{16})\\.(css|js|svg)");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/login",
          "/me",
          "/kiosk",
          "/machines/d",
          "/machines/d/qr.svg",
          "/admin",
          "/api",
          "/nowhere",
          "/files/nothing.css",
          "/api/v1/machines",
          "/api/v1/openapi.yaml",
          "/api/v1/me",
          "/api/v1/nowhere",
          "/api/v1/reports/drops.csv");

  private static final Map<String, String> LANGUAGES =
      Map.of(
          "de", "de",
          "de-AT, en;q=0.5", "de",
          "en;q=0.3, DE;q=0.8", "de",
          "fr, de;q=0.5, en;q=0.4", "de",
          "en-GB, de", "en",
          "fr", "en",
          "*", "en",
          "de;q=0, fr", "en",
          "", "en",
          ";;, ---, q=1", "en");

  @TempDir Path data;

  private static WebAnswer send(WebClient client, String method, String target, String... headers)
      throws IOException {
    String more = String.join("", List.of(headers).stream().map(one -> one + "\r\n").toList());
    return client.raw(
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: drinkd.test\r\nConnection: close\r\n"
            + more
            + "\r\n");
  }

  @Test
  void everyAnswerGuardsTheBrowserAndIsForNoOtherSite() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient anybody = new WebClient(house);
      WebClient alice = new WebClient(house);
      alice.signIn("alice", "alice's password");
      List<WebAnswer> answers = new ArrayList<>();
      for (String path : PATHS) {
        answers.add(anybody.get(path, "Origin: https://evil.example"));
        answers.add(alice.get(path, "Origin: https://evil.example"));
        answers.add(send(anybody, "HEAD", path));
        answers.add(
            send(
                anybody,
                "OPTIONS",
                path,
                "Origin: https://evil.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: idempotency-key"));
      }
      answers.add(send(anybody, "HEAD", "/api/v1/events"));
      answers.add(anybody.post("/login", "form-token", "no"));
      answers.add(anybody.json("/api/v1/transfers", "{}"));

      assertThat(answers).extracting(WebAnswer::status).contains(200, 204, 303, 401, 403, 404);
      for (WebAnswer answer : answers) {
        String policy = answer.header("Content-Security-Policy").orElse("");
        assertThat(policy.split("; "))
            .as(answer.toString())
            .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
            .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'");
        assertThat(policy).doesNotContain("unsafe", "*", "data:");
        assertThat(answer.all("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.all("Referrer-Policy")).containsExactly("same-origin");
        assertThat(answer.all("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers())
            .as(answer.toString())
            .noneMatch(line -> line.matches("(?i)(access-control-|server:|x-powered-by:).*"));
      }
    }
  }

  @Test
  void filesAreKeptForEverUnderANameThatSaysWhatIsInThem() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      Matcher files = FILE.matcher(client.get("/").text());
      List<String> kinds = new ArrayList<>();
      while (files.find()) {
        requireKept(client, files.group(), files.group(1));
        kinds.add(files.group(2));
        WebAnswer other = client.get(files.group().replace(files.group(1), "0123456789abcdef"));
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.all("Cache-Control")).containsExactly("no-store");
      }
      assertThat(kinds).containsExactlyInAnyOrder("css", "js", "svg");
    }
  }

  private static void requireKept(WebClient client, String path, String hash) throws Exception {
    WebAnswer plain = client.get(path);
    WebAnswer small = client.get(path, GZIP);
    String tag = plain.header("ETag").orElseThrow();
    WebAnswer known = client.get(path, GZIP, "If-None-Match: " + tag);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain.body());
    assertThat(HexFormat.of().formatHex(digest)).startsWith(hash);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    boolean isLong = plain.body().length >= 1_024;
    assertThat(small.all("Content-Encoding")).isEqualTo(isLong ? List.of("gzip") : List.of());
    for (WebAnswer answer : List.of(plain, small, known)) {
      assertThat(answer.all("Cache-Control"))
          .as(path)
          .containsExactly("public, max-age=31536000, immutable");
      assertThat(answer.all("Vary"))
          .as(path + " with " + answer.status())
          .isEqualTo(isLong ? List.of("Accept-Encoding") : List.of());
      assertThat(answer.all("ETag")).containsExactly(tag);
    }
  }

  @Test
  void nobodyGetsGzipWhoDoesNotWantIt() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (String accepted : List.of("", "identity", "br", "gzip;q=0", "gzip;q=0, *", "*;q=0")) {
        for (String path : List.of("/", "/login", "/api/v1/openapi.yaml", "/nowhere")) {
          WebAnswer answer = client.get(path, "Accept-Encoding: " + accepted);
          assertThat(answer.all("Content-Encoding")).as(accepted + path).isEmpty();
          assertThat(answer.text()).as(accepted + path).contains("drinkd");
          assertThat(answer.header("Vary").orElse("")).as(path).contains("Accept-Encoding");
        }
      }
    }
  }

  @Test
  void whoeverWantsGzipGetsItOfAllThatIsLong() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient alice = new WebClient(house);
      alice.signIn("alice", "alice's password");
      for (String path :
          List.of("/", "/me", "/api/v1/openapi.yaml", "/nowhere", "/api/v1/reports/drops.csv")) {
        WebAnswer plain = alice.get(path);
        WebAnswer small = alice.get(path, "Accept-Encoding: br, gzip;q=0.5");
        assertThat(small.all("Content-Encoding")).as(path).containsExactly("gzip");
        byte[] read = new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes();
        // Those with a form have another token each time.
        assertThat(read).as(path).hasSameSizeAs(plain.body());
      }
      assertThat(alice.get("/api/v1/me", GZIP).all("Content-Encoding")).as("short").isEmpty();
    }
  }

  @Test
  void pagesAreInTheLanguageThatIsLikedBest() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (Map.Entry<String, String> wanted : LANGUAGES.entrySet()) {
        for (String path : List.of("/", "/login", "/nowhere")) {
          WebAnswer answer = client.get(path, "Accept-Language: " + wanted.getKey());
          assertThat(answer.text())
              .as(wanted + " " + path)
              .contains("<html lang=\"" + wanted.getValue() + "\"");
          assertThat(answer.header("Vary").orElse("")).as(path).contains("Accept-Language");
        }
      }
    }
  }

  @Test
  void aPageInOneLanguageIsNotTakenForThatInAnother() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      String english = client.get("/").header("ETag").orElseThrow();
      WebAnswer german = client.get("/", "Accept-Language: de", "If-None-Match: " + english);

      assertThat(german.status()).isEqualTo(200);
      assertThat(german.header("ETag").orElseThrow()).isNotEqualTo(english);
      assertThat(client.get("/", "If-None-Match: \"x\", " + english).status()).isEqualTo(304);
      assertThat(client.get("/", "If-None-Match: *").status()).isEqualTo(304);
      assertThat(send(client, "HEAD", "/", "If-None-Match: " + english).status()).isEqualTo(304);
    }
  }

  @Test
  void theCodeOfAMachineIsItsPublicAddress() throws Exception {
    try (WebHouse house = new WebHouse(data, "public-url: 'https://drink.example.net'")) {
      WebClient client = new WebClient(house);
      String address = "https://drink.example.net/machines/d";
      assertThat(read(client.get("/machines/bigdrink/qr.svg"))).isEqualTo(address);
      assertThat(client.get("/machines/d").text()).contains("href=\"" + address + "\"");
      assertThat(client.get("/machines/d/print").text()).contains(address);
      assertThat(client.get("/machines/x/qr.svg").status()).isEqualTo(404);
    }
  }

  @Test
  void theCodeOfAMachineIsNeverWhatTheRequestCallsTheHost() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      assertThat(read(new WebClient(house).get("/machines/d/qr.svg")))
          .isEqualTo("http://127.0.0.1:" + house.port() + "/machines/d");
    }
  }

  /** As a camera does. */
  private static String read(WebAnswer svg) throws Exception {
    assertThat(svg.header("Content-Type")).contains("image/svg+xml");
    Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(svg.text());
    assertThat(size.find()).isTrue();
    int margin = 4;
    BitMatrix dots = new BitMatrix(Integer.parseInt(size.group(1)) - 2 * margin);
    Matcher dot = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg.text());
    while (dot.find()) {
      dots.set(Integer.parseInt(dot.group(1)) - margin, Integer.parseInt(dot.group(2)) - margin);
    }
    return new Decoder().decode(dots).getText();
  }
}
