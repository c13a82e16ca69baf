package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.SettingsReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client gets from the web listener of a whole appliance, byte by byte. */
class WebListenerTest {

  @TempDir Path folder;

  private Optional<Appliance> appliance = Optional.empty();

  /**
   * @param further settings of the listener, each with a comma before it
   */
  private void start(String further) throws Exception {
    Files.createDirectories(folder.resolve("machines"));
    Path drivers = Files.createDirectories(folder.resolve("plugins"));
    Files.writeString(
        folder.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - {name: web, protocol: web, host: 127.0.0.1, port: 0%s}
        """
            .formatted(further));
    appliance =
        Optional.of(
            Appliance.start(
                new SettingsReader(Protocols.declared(), Map.of()).read(folder), List.of(drivers)));
  }

  @AfterEach
  void stop() {
    appliance.ifPresent(Appliance::close);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), appliance.orElseThrow().port("web"));
  }

  private String ask(String method, String target, String... headers) throws IOException {
    try (Socket socket = connect()) {
      StringBuilder request =
          new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: web\r\n");
      for (String header : headers) {
        request.append(header).append("\r\n");
      }
      request.append("Connection: close\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void saysWhoseHouseItIsWithTheHeadersOfEveryAnswer() throws Exception {
    start("");
    String answer = ask("GET", "/");

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("Floor drink server")
        .contains("Content-Security-Policy: default-src 'none'")
        .contains("frame-ancestors 'none'")
        .contains("X-Content-Type-Options: nosniff")
        .contains("Referrer-Policy: same-origin")
        .contains("ETag: W/\"")
        .doesNotContain("Strict-Transport-Security")
        .doesNotContain("Set-Cookie");
  }

  @Test
  void answersConditionsHeadAndOptions() throws Exception {
    start("");
    String tag = ask("GET", "/").replaceFirst("(?s).*ETag: ([^\r]*)\r.*", "$1");

    assertThat(ask("GET", "/", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304 ");
    assertThat(ask("HEAD", "/"))
        .startsWith("HTTP/1.1 200 ")
        .contains("ETag: " + tag)
        .endsWith("\r\n\r\n");
    assertThat(ask("OPTIONS", "/")).contains("Allow: GET, HEAD, OPTIONS");
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    start("");
    assertThat(ask("GET", "/nowhere")).startsWith("HTTP/1.1 404 ").contains("no-store");
    assertThat(ask("POST", "/", "Content-Length: 0"))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: GET, HEAD, OPTIONS");
    assertThat(ask("GET", "/../../appliance.yaml")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void limitsTheClientThatTheTrustedProxyNamesWhateverThatClientForged() throws Exception {
    start(", trusted-proxies: [127.0.0.1], requests-per-second: {address: 1}");
    AtomicInteger forged = new AtomicInteger();

    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> ask("GET", "/", forwardedFor("192.0.2." + forged.incrementAndGet() % 250)),
            answer -> answer.startsWith("HTTP/1.1 429 ") && answer.contains("Retry-After: 1"));
    assertThat(ask("GET", "/", "X-Forwarded-For: 203.0.113.4")).startsWith("HTTP/1.1 200 ");
  }

  private static String forwardedFor(String forged) {
    return "X-Forwarded-For: " + forged + ", 198.51.100.7";
  }

  @Test
  void doesNotBelieveAnybodyWhoIsNoTrustedProxy() throws Exception {
    start(", requests-per-second: {address: 1}");
    AtomicInteger forged = new AtomicInteger();

    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> ask("GET", "/", "X-Forwarded-For: 192.0.2." + forged.incrementAndGet() % 250),
            answer -> answer.startsWith("HTTP/1.1 429 "));
  }

  @Test
  void answersHeadersThatAreTooLargeWith431() throws Exception {
    start("");
    assertThat(ask("GET", "/", "X-Large: " + "x".repeat(9_000))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void disconnectsWhoSendsHeadersByteByByte() throws Exception {
    start(", idle: 500ms");
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write("GET / HTTP/1.1\r\nHost: web\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));

      await().pollInterval(Duration.ofMillis(50)).until(() -> isRefused(out));
    }
  }

  /** Whether a byte more finds the connection closed. */
  private static boolean isRefused(OutputStream out) {
    try {
      out.write('x');
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
