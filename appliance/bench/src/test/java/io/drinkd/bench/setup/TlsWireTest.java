package io.drinkd.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.TlsWire;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load client over TLS, against Java's own server sockets. */
class TlsWireTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  /** Longer than a record of TLS may be. */
  private static final String ROWS = "a row of a long reply\n".repeat(1_000);

  @TempDir private Path folder;
  private ServerCertificate certificate;
  private SSLServerSocket server;

  @BeforeEach
  void start() throws Exception {
    certificate = ServerCertificate.make(folder);
    server =
        (SSLServerSocket)
            serving()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void countsRepliesToManyRequestsInOneRecord() throws IOException {
    assertAnswered("SHORT", 16);
  }

  @Test
  void takesRepliesOfManyRecords() throws IOException {
    assertAnswered("LONG", 2);
  }

  private void assertAnswered(String request, int depth) throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
    Script script = new Script(true, List.of("SHORT"), request);
    try (LoadClient client =
        new LoadClient(
            () -> TlsWire.to(address, certificate.trust()), number -> script, 3, depth)) {
      client.closedLoop(SHORT, SHORT);
      LoadResult result = client.closedLoop(Duration.ZERO, SHORT);
      assertThat(result.errors()).isZero();
      assertThat(result.replies()).isEqualTo(result.latencies().getTotalCount());
    }
  }

  private SSLContext serving() throws IOException, GeneralSecurityException {
    char[] password = ServerCertificate.PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificate.store())) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  private static void serve(Socket client) {
    try (client) {
      say(client, "OK Welcome\n");
      StringBuilder line = new StringBuilder();
      for (int next = client.getInputStream().read();
          next >= 0;
          next = client.getInputStream().read()) {
        if (next == '\n') {
          say(client, line.toString().equals("LONG") ? ROWS + "OK\n" : "OK\n");
          line.setLength(0);
        } else {
          line.append((char) next);
        }
      }
    } catch (IOException e) {
      assertThat(client.isClosed()).isTrue();
    }
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
