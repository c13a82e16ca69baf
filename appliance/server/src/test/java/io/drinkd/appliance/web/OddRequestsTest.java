package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that HTTP has, but nobody means: they are refused as all others are, and at once. */
class OddRequestsTest {

  private static final int PATIENCE_MILLIS = 60_000;

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//x",
        "/machines//d",
        "/%2f",
        "/machines/%2F",
        "/..",
        "/../..",
        "/%2e%2e/login",
        "/%2E",
        "/machines/.%2e",
        "/machines;a=b",
        "/machines/%25",
        "/machines/%5c",
        "/machines/%00",
        "/machines/%1f",
        "/machines/%ff",
        "/machines/%c3",
        "/machines/%u0041",
        "/machines/%zz",
        "/machines/%",
        "/machines/a|b",
        "/machines/\u00ff"
      })
  void aPathThatCanBeReadInTwoWaysIsAProblemToProgramsAndAPageToPeople(String odd)
      throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      requireProblem(client.get("/api/v1" + odd), 400);
      requirePage(client.get(odd.startsWith("//") ? odd : "/x" + odd), 400);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 20_000, 200_000})
  void anAddressThatIsTooLongIsAProblemToProgramsAndAPageToPeople(int length) throws Exception {
    String path = "x".repeat(length);
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      requireProblem(client.get("/api/v1/" + path), 414);
      requireProblem(client.get("/api/v1/machines?" + path), 414);
      requirePage(client.get("/" + path), 414);
      assertThat(client.get("/" + path).text()).contains("The address has more than 8192 bytes.");
      requirePage(client.get("/me/history?search=" + path), 414);
    }
  }

  @Test
  void whatIsNotAsHttpHasItIsAnsweredInTheSameWay() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      String twice = "Host: a\r\nHost: b\r\n\r\n";
      String longHeader = "Host: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n";
      for (String version : new String[] {"1.1", "7.3"}) {
        requireProblem(client.raw("GET /api/v1/me HTTP/" + version + "\r\n" + twice), 400, 505);
        requirePage(client.raw("GET /me HTTP/" + version + "\r\n" + twice), 400, 505);
      }
      requireProblem(client.raw("GET /api/v1/me HTTP/1.1\r\n" + longHeader), 431);
      requirePage(client.raw("GET /me HTTP/1.1\r\n" + longHeader), 431);

      WebAnswer none = client.raw("\u0016\u0003\u0001 hello\r\n\r\n");
      assertThat(none.status()).isEqualTo(400);
      assertThat(none.header("Content-Type").orElse("")).startsWith("text/plain");
    }
  }

  @Test
  void whatComesInPiecesIsAnsweredInTheSameWay() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      // Wrong with its last byte only, so that nothing is sent behind the answer.
      String withoutHost = " HTTP/1.1\r\n\r\n";
      requireProblem(client.rawInPieces("\r\nGET /api/v1/me" + withoutHost), 400);
      requirePage(client.rawInPieces("GET /me" + withoutHost), 400);
    }
  }

  private static void requireProblem(WebAnswer answer, Integer... statuses) {
    assertThat(answer.status()).as(answer.toString()).isIn((Object[]) statuses);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.text()).contains("\"status\":" + answer.status()).contains("\"detail\":");
    requireGuarded(answer);
  }

  private static void requirePage(WebAnswer answer, Integer... statuses) {
    assertThat(answer.status()).as(answer.toString()).isIn((Object[]) statuses);
    assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.text()).contains("<h1>").contains("href=\"/\"");
    requireGuarded(answer);
  }

  private static void requireGuarded(WebAnswer answer) {
    assertThat(answer.header("Content-Security-Policy")).isPresent();
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.toString()).doesNotContainIgnoringCase("jetty").doesNotContain("badMessage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT drinkd.test:443",
        "CONNECT /api/v1/me",
        "TRACE /",
        "TRACE /api/v1/machines",
        "PROPFIND /",
        "BREW /api/v1/drops",
        "get /",
        "PRI *"
      })
  void aMethodThatNobodyHasEndsTheConnection(String line) throws Exception {
    try (WebHouse house = new WebHouse(data, "idle: 300s");
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), house.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = line + " HTTP/1.1\r\nHost: drinkd.test\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*").contains("\r\nConnection: close\r\n");
    }
  }
}
