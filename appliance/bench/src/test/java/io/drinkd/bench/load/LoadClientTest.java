package io.drinkd.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server of a few lines: counts are right, errors are seen. No figures. */
class LoadClientTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void countsRepliesOfMoreThanOneLine() throws IOException {
    try (LoadClient client = client("ROWS", 4, 2)) {
      LoadResult result = untilAnswered(client);
      assertThat(result.replies()).isPositive().isEqualTo(result.latencies().getTotalCount());
      assertThat(result.errors()).isZero();
    }
  }

  @Test
  void countsErrorsWhateverTheReplyWouldHaveHad() throws IOException {
    try (LoadClient client = client("WRONG", 1, 1)) {
      LoadResult result = untilAnswered(client);
      assertThat(result.errors()).isPositive().isEqualTo(result.replies());
      assertThat(result.firstError()).contains("ERR 452 Invalid command.");
      assertThat(result.rate()).isZero();
    }
  }

  @Test
  void keepsToTheRateOfTheOpenLoop() throws IOException {
    try (LoadClient client = client("ROWS", 2, 1)) {
      LoadResult result = client.openLoop(1_000, Duration.ZERO, SHORT);
      assertThat(result.replies()).isLessThanOrEqualTo(51);
    }
  }

  @Test
  void loadsUntilTheServerIsSteadyOrAsLongAsItMay() throws IOException {
    try (LoadClient client = client("ROWS", 2, 1)) {
      WarmUp warmUp = WarmUp.until(client, () -> 0, WarmUp.FIRST, Duration.ofMillis(1));
      assertThat(warmUp.steady()).isFalse();
      assertThat(warmUp.seconds()).isPositive();
    }
  }

  @Test
  void countsWhatComesInTheLeadInNotAtAll() throws IOException {
    try (LoadClient client = client("ROWS", 1, 1)) {
      LoadResult result = client.closedLoop(SHORT, Duration.ZERO);
      assertThat(result.replies()).isZero();
      assertThat(result.latencies().getTotalCount()).isZero();
    }
  }

  @Test
  void givesEachRequestANumberOfItsOwn() throws IOException {
    try (LoadClient client = client("KEY " + Script.NUMBER, 1, 3)) {
      assertThat(untilAnswered(client).errors()).isZero();
    }
    assertThat(keys).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    assertThat(keys.get(2)).isEqualTo("KEY 0000000000000002");
  }

  /** On a busy machine a short window may see no reply. */
  private static LoadResult untilAnswered(LoadClient client) throws IOException {
    LoadResult result = client.closedLoop(Duration.ZERO, SHORT);
    while (result.replies() == 0) {
      result = client.closedLoop(Duration.ZERO, SHORT);
    }
    return result;
  }

  private LoadClient client(String request, int connections, int depth) throws IOException {
    Script script = new Script(true, List.of("USER me"), request);
    return new LoadClient(
        () -> PlainWire.to((InetSocketAddress) server.getLocalSocketAddress()),
        number -> script,
        connections,
        depth);
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

  private void serve(Socket client) {
    try (client;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      say(client, "OK Welcome\n");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("KEY")) {
          keys.add(line);
        }
        say(
            client,
            switch (line.split(" [0-9]")[0]) {
              case "USER me" -> "OK Password required.\n";
              case "ROWS", "KEY" -> "1 Coke\n2 Pepsi\nOK 2 Slots retrieved\n";
              default -> "ERR 452 Invalid command.\n";
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
