package io.drinkd.appliance.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What comes in goes out, within the bounds. */
class EchoDoorTest {

  private static final int BYTES = 4_000_000;
  private static final SystemTimers TIMERS = Timers.system("echo-timers");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AfterAll
  static void stopTimers() {
    TIMERS.close();
  }

  @Test
  void echoesInput() throws Exception {
    byte[] sent = new byte[BYTES];
    new Random(1).nextBytes(sent);
    try (Door door = open("idle: 1m");
        Socket socket = connect(door)) {
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAll(socket, sent));
      byte[] got = socket.getInputStream().readAllBytes();
      sending.join();
      assertThat(got).isEqualTo(sent);
    }
  }

  private static void sendAll(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void takesNoMoreConnectionsThanItMay() throws Exception {
    try (Door door = open("connections: { all: 1 }");
        Socket first = connect(door)) {
      first.getOutputStream().write('a');
      assertThat(first.getInputStream().read()).isEqualTo('a');
      await().atMost(PATIENCE).until(() -> isRefused(door));
      first.getOutputStream().write('b');
      assertThat(first.getInputStream().read()).isEqualTo('b');
    }
  }

  private static boolean isRefused(Door door) throws IOException {
    try (Socket second = connect(door)) {
      return second.getInputStream().read() == -1;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  @Test
  void whoSendsNothingIsDisconnected() throws Exception {
    try (Door door = open("idle: 1ms");
        Socket silent = connect(door)) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void speaksTlsLikeAnyOther() throws Exception {
    TestCertificate certificate = TestCertificate.make("EC");
    ListenerSettings plain = TestListener.of(EchoProtocol.DECLARATION, "idle: 1m");
    ListenerSettings secured =
        new ListenerSettings(
            plain.name(),
            plain.protocol(),
            plain.endpoint(),
            plain.connections(),
            plain.allow(),
            Optional.of(certificate.settings()),
            plain.own());
    try (Door door = open(secured);
        Socket socket =
            certificate
                .trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), door.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write('a');
      assertThat(socket.getInputStream().read()).isEqualTo('a');
    }
  }

  @Test
  void readsMoreSlowlyFromWhoSendsTooFast() throws Exception {
    ManualTimers time = new ManualTimers();
    ListenerSettings settings =
        TestListener.of(EchoProtocol.DECLARATION, "requests-per-second: { connection: 1 }");
    try (Door door = new EchoProtocol(new Transport(time, 1)).open(settings);
        Socket socket = connect(door)) {
      socket.getOutputStream().write('a');
      assertThat(socket.getInputStream().read()).isEqualTo('a');
      socket.getOutputStream().write('b');
      assertThat(socket.getInputStream().read()).isEqualTo('b');
      await().atMost(PATIENCE).until(() -> isPaused(door));

      time.advance(Duration.ofSeconds(1));
      socket.getOutputStream().write('c');
      assertThat(socket.getInputStream().read()).isEqualTo('c');
    }
  }

  private static boolean isPaused(Door door) {
    return ((TcpDoor) door).sessions().stream().allMatch(IoSession::isReadSuspended);
  }

  @Test
  void reportsPortInUse() throws Exception {
    try (Door door = open("connections: { all: 1 }")) {
      assertThatThrownBy(
              () -> open(TestListener.at(EchoProtocol.DECLARATION, door.port(), "backlog: 9")))
          .isInstanceOf(CannotListenException.class)
          .hasMessageContaining("listener test", "127.0.0.1:" + door.port());
    }
  }

  private static Socket connect(Door door) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), door.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static Door open(String settings) throws CannotListenException {
    return open(TestListener.of(EchoProtocol.DECLARATION, settings));
  }

  private static Door open(ListenerSettings settings) throws CannotListenException {
    return new EchoProtocol(new Transport(TIMERS, 1)).open(settings);
  }
}
