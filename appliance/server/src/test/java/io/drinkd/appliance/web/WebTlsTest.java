package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.service.TestEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site with a certificate of its own. */
class WebTlsTest {

  private static final int PATIENCE_MILLIS = 60_000;

  @TempDir Path data;
  @TempDir Path tls;
  private final TestCertificate certificate;

  WebTlsTest() throws GeneralSecurityException {
    certificate = TestCertificate.make("EC");
  }

  private WebHouse house() throws Exception {
    return house("");
  }

  /**
   * @param more settings of the listener, in YAML
   */
  private WebHouse house(String more) throws Exception {
    Path file = tls.resolve("site.pem");
    certificate.write(file);
    return new WebHouse(data, "tls: { certificate: \"" + file + "\" }" + more);
  }

  private SSLSocket connect(WebHouse house) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            certificate.trusting().getSocketFactory().createSocket("127.0.0.1", house.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  @Test
  void eventsComeAsTheyHappen() throws Exception {
    try (WebHouse house = house();
        SSLSocket socket = connect(house)) {
      long last = house.services().events().last();
      String request = "GET /api/v1/events?after=" + last + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");

      for (int i = 1; i <= 3; i++) {
        TestEvents.publish(house.services(), new Event.MachineChanged("d", "up"));
        assertThat(next(in, "id: ")).isEqualTo("id: " + (last + i));
      }
    }
  }

  @Test
  void itsCookiesAreSentByTlsAlone() throws Exception {
    try (WebHouse house = house();
        SSLSocket socket = connect(house)) {
      String request = "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 200 ")
          .containsPattern(
              "Set-Cookie: __Host-drinkd-form=[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax; Secure\r")
          .doesNotContain("not encrypted", "Strict-Transport-Security");
    }
  }

  /** Such as its address: whoever went on in spite of the browser's warning gets the page. */
  @Test
  void isReachedByWhatItsCertificateLacksToo() throws Exception {
    try (WebHouse house = house();
        SSLSocket socket = connect(house)) {
      String request = "GET /login HTTP/1.1\r\nHost: 192.0.2.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void theConnectionEndsWithTheAnswerToAMethodThatNobodyHas() throws Exception {
    try (WebHouse house = house();
        SSLSocket socket = connect(house)) {
      String request = "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 405 ");
    }
  }

  @Test
  void theLongestWaiterGivesWay() throws Exception {
    try (WebHouse house = house(", connections: { all: 3, per-address: 1 }, idle: 300s");
        SSLSocket first = connect(house)) {
      requireAnswer(first);
      try (SSLSocket second = connect(house)) {
        requireAnswer(second);
        assertThat(first.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static void requireAnswer(SSLSocket socket) throws IOException {
    String request = "HEAD /api/v1/machines HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      answer.append((char) socket.getInputStream().read());
    }
    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  private static String next(BufferedReader in, String beginning) throws Exception {
    String line = in.readLine();
    while (!line.startsWith(beginning)) {
      line = in.readLine();
    }
    return line;
  }
}
