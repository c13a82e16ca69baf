package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever sends more than is read, and reads only then, gets the answer all the same: a connection
 * that is closed while its client sends is reset.
 */
class LastAnswerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than a system keeps of what nobody reads. */
  private static final int PIECES = 128;

  private static final int PIECE_BYTES = 65_536;

  private static final String COUNTED =
      "Host: drinkd.test\r\nContent-Length: " + PIECES * PIECE_BYTES + "\r\n\r\n";
  private static final String CHUNKED =
      "Host: drinkd.test\r\nTransfer-Encoding: chunked\r\n\r\n"
          + Integer.toHexString(PIECES * PIECE_BYTES)
          + "\r\n";
  private static final String FORM =
      "Origin: {site}\r\nContent-Type: application/x-www-form-urlencoded\r\n";
  private static final String LAST = "Host: drinkd.test\r\nConnection: close\r\n\r\n";

  @TempDir private static Path folder;
  private static TestCertificate certificate;
  private static WebHouse plain;
  private static WebHouse encrypted;

  @BeforeAll
  static void open() throws Exception {
    certificate = TestCertificate.make("EC");
    Path file = folder.resolve("site.pem");
    certificate.write(file);
    plain = new WebHouse(Files.createDirectory(folder.resolve("plain")));
    Path data = Files.createDirectory(folder.resolve("encrypted"));
    encrypted = new WebHouse(data, "tls: { certificate: \"" + file + "\" }");
  }

  @AfterAll
  static void close() {
    plain.close();
    encrypted.close();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(414, "GET /"),
        Arguments.of(414, "GET /api/v1/machines?search="),
        Arguments.of(431, "GET /me HTTP/1.1\r\nHost: drinkd.test\r\nX: "),
        Arguments.of(413, "POST /login HTTP/1.1\r\n" + FORM + COUNTED),
        Arguments.of(401, "POST /api/v1/drops HTTP/1.1\r\n" + COUNTED),
        Arguments.of(413, "POST /login HTTP/1.1\r\n" + FORM + CHUNKED),
        Arguments.of(401, "POST /api/v1/drops HTTP/1.1\r\n" + CHUNKED),
        Arguments.of(
            400,
            "POST /login HTTP/1.1\r\n"
                + FORM
                + "Host: drinkd.test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        Arguments.of(200, "GET /login HTTP/1.1\r\n" + LAST),
        Arguments.of(200, "GET /api/v1/machines HTTP/1.1\r\n" + LAST),
        Arguments.of(
            401, "POST /api/v1/drops HTTP/1.1\r\nContent-Length: 5\r\n" + LAST + "nonsense"),
        Arguments.of(405, "CONNECT drinkd.test:443 HTTP/1.1\r\nHost: drinkd.test:443\r\n\r\n"),
        Arguments.of(405, "TRACE / HTTP/1.1\r\nHost: drinkd.test\r\n\r\n"),
        Arguments.of(400, "nonsense\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void arrives(int status, String begin) throws Exception {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), plain.port())) {
      requireAnswer(socket, status, begin.replace("{site}", "http://drinkd.test"));
    }
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      try (SSLSocket socket =
          (SSLSocket)
              certificate
                  .trusting()
                  .getSocketFactory()
                  .createSocket("127.0.0.1", encrypted.port())) {
        socket.setEnabledProtocols(new String[] {version});
        requireAnswer(socket, status, begin.replace("{site}", "https://drinkd.test"));
      }
    }
  }

  private static void requireAnswer(Socket socket, int status, String begin) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    OutputStream out = socket.getOutputStream();
    out.write(begin.getBytes(StandardCharsets.US_ASCII));
    byte[] piece = new byte[PIECE_BYTES];
    Arrays.fill(piece, (byte) 'x');
    for (int i = 0; i < PIECES; i++) {
      out.write(piece);
    }
    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("\r\nConnection: close\r\n");
  }

  @Test
  void isNotWaitedForWithoutEnd(@TempDir Path data) throws Exception {
    try (WebHouse house = new WebHouse(data, "idle: 5s");
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), house.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /login HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();

      await().atMost(PATIENCE).until(() -> house.connections() == 0);
    }
  }
}
