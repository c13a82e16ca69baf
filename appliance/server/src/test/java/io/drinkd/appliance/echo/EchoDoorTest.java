package io.drinkd.appliance.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What comes in goes out, within the bounds. */
class EchoDoorTest {

  private static final int BYTES = 4_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void whatComesInGoesOut() throws Exception {
    byte[] sent = new byte[BYTES];
    new Random(1).nextBytes(sent);
    try (Door door = new EchoProtocol().open(settings(0, 10, Duration.ofMinutes(1)));
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
    try (Door door = new EchoProtocol().open(settings(0, 1, Duration.ofMinutes(1)));
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
  void whoSaysNothingIsLetGo() throws Exception {
    try (Door door = new EchoProtocol().open(settings(0, 1, Duration.ofMillis(1)));
        Socket silent = connect(door)) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aPortInUseIsSaidClearly() throws Exception {
    try (Door door = new EchoProtocol().open(settings(0, 1, Duration.ofMinutes(1)))) {
      assertThatThrownBy(
              () -> new EchoProtocol().open(settings(door.port(), 1, Duration.ofMinutes(1))))
          .isInstanceOf(CannotListenException.class)
          .hasMessageContaining("listener cable", "127.0.0.1:" + door.port());
    }
  }

  private static Socket connect(Door door) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), door.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static ListenerSettings settings(int port, int connections, Duration idle) {
    return new ListenerSettings(
        "cable",
        "echo",
        "classic",
        "127.0.0.1",
        port,
        10,
        idle,
        idle,
        connections,
        connections,
        64,
        65_536,
        Duration.ofSeconds(30),
        Optional.empty(),
        1_000,
        1_000,
        List.of(),
        Optional.empty());
  }
}
