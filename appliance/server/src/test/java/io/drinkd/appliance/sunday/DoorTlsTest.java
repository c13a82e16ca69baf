package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.door.CannotListenException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener that speaks TLS. */
class DoorTlsTest extends TestWithDoor {

  private static final String VERSION = "OK drinkd 0.1.0";

  @TempDir static Path keys;
  private static TestCertificate rsa;
  private static TestCertificate ec;

  @BeforeAll
  static void make() throws Exception {
    rsa = TestCertificate.make("RSA");
    ec = TestCertificate.make("EC");
  }

  private int open(TestCertificate certificate) throws CannotListenException {
    house.options.tls = Optional.of(certificate.settings());
    return house.open().port();
  }

  @ParameterizedTest
  @CsvSource({"RSA, TLSv1.2", "RSA, TLSv1.3", "EC, TLSv1.2", "EC, TLSv1.3"})
  void serves(String algorithm, String version) throws Exception {
    TestCertificate certificate = algorithm.equals("RSA") ? rsa : ec;
    int port = open(certificate);
    try (LineClient client = LineClient.connectTls(port, certificate.trusting(), version)) {
      assertThat(client.line()).isEqualTo("OK Welcome to Floor drink server");
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
      client.send("VERSION\n".repeat(500));
      assertThat(client.lines(500)).containsOnly(VERSION);
      client.send("BIG 1000000\n");
      assertThat(client.line()).hasSize(1_000_003);
      // A clean end: without its close_notify the client would throw.
      assertThat(client.send("QUIT\n").linesToEnd()).containsExactly("OK Disconnecting.");
    }
    house.awaitSessions(0);
  }

  @Test
  void aClientThatSendsAllAndClosesItsHalfGetsEveryAnswer() throws Exception {
    int port = open(ec);
    try (LineClient client = LineClient.connectTls(port, ec.trusting(), "TLSv1.3")) {
      client.send("VERSION\n".repeat(50)).halfClose();
      assertThat(client.linesToEnd()).hasSize(51);
    }
    house.awaitSessions(0);
  }

  @Test
  void plainTextIsClosed() throws Exception {
    open(ec);
    try (LineClient client = house.connect()) {
      client.send("VERSION\nQUIT\n".repeat(20));
      assertThat(client.linesToEnd()).noneMatch(line -> line.contains("drinkd"));
    }
    house.awaitSessions(0);
  }

  @Test
  void olderVersionsAreRefused() throws Exception {
    int port = open(rsa);
    assertThatThrownBy(() -> LineClient.connectTls(port, rsa.trusting(), "TLSv1.1"))
        .isInstanceOf(IOException.class);
    house.awaitSessions(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"
      })
  void weakCiphersAreRefused(String suite) throws Exception {
    int port = open(rsa);
    try (SSLSocket socket =
        (SSLSocket)
            rsa.trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {suite});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
    house.awaitSessions(0);
  }

  @Test
  void theHandshakeHasADeadline() throws Exception {
    open(ec);
    int before = house.timers.waiting();
    try (LineClient client = house.connect()) {
      await().until(() -> house.timers.waiting() > before);
      house.timers.advance(Duration.ofSeconds(10));
      assertThat(client.linesToEnd()).isEmpty();
    }
    house.awaitSessions(0);
  }

  @Test
  void leavesNothingBehindWhenClientLeavesInHandshake() throws Exception {
    open(ec);
    for (int i = 0; i < 20; i++) {
      try (LineClient client = house.connect()) {
        client.send(new byte[] {0x16, 3, 1, 2, 0, 1});
      }
      house.connect().reset();
    }
    house.awaitSessions(0);
  }

  @Test
  void refusesRenegotiation() throws Exception {
    int port = open(ec);
    try (LineClient client = LineClient.connectTls(port, ec.trusting(), "TLSv1.2");
        LineClient other = LineClient.connectTls(port, ec.trusting(), "TLSv1.2")) {
      client.line();
      other.line();
      assertThat(client.ask("VERSION")).isEqualTo(VERSION);
      client.handshakeAgain();
      assertThatThrownBy(() -> client.ask("VERSION")).isInstanceOf(IOException.class);
      house.awaitSessions(1);
      assertThat(other.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void updatesKeysAFewTimesAMinute() throws Exception {
    int port = open(ec);
    try (LineClient client = LineClient.connectTls(port, ec.trusting(), "TLSv1.3")) {
      client.line();
      for (int minute = 0; minute < 3; minute++) {
        for (int i = 0; i < 4; i++) {
          client.handshakeAgain();
          assertThat(client.ask("VERSION")).isEqualTo(VERSION);
        }
        house.timers.advance(Duration.ofSeconds(31));
        assertThat(client.ask("VERSION")).isEqualTo(VERSION);
        house.timers.advance(Duration.ofSeconds(31));
      }
    }
  }

  @Test
  void disconnectsClientThatKeepsUpdatingKeys() throws Exception {
    int port = open(ec);
    try (LineClient client = LineClient.connectTls(port, ec.trusting(), "TLSv1.3");
        LineClient other = LineClient.connectTls(port, ec.trusting(), "TLSv1.3")) {
      client.line();
      other.line();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  client.handshakeAgain();
                }
                client.ask("VERSION");
              })
          .isInstanceOf(IOException.class);
      house.awaitSessions(1);
      assertThat(other.ask("VERSION")).isEqualTo(VERSION);
    }
  }

  @Test
  void disconnectsIdleClientWithGoodbye() throws Exception {
    int port = open(ec);
    try (LineClient client = LineClient.connectTls(port, ec.trusting(), "TLSv1.3")) {
      client.line();
      client.ask("VERSION");
      house.timers.advance(Duration.ofSeconds(60));
      assertThat(client.linesToEnd()).containsExactly("ERR 450 Timeout, disconnecting.");
    }
  }

  @Test
  void whoTrustsAnotherGetsNothing() throws Exception {
    int port = open(ec);
    assertThatThrownBy(() -> LineClient.connectTls(port, rsa.trusting(), "TLSv1.3"))
        .isInstanceOf(SSLException.class);
    house.awaitSessions(0);
  }
}
