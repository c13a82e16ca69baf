package io.drinkd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listens and is no drink server is noticed, and named. */
class OtherServersTest {

  @TempDir Path settings;

  private OneRun drink(ServerSocket server, String... more) {
    String[] line = new String[6 + more.length];
    String port = String.valueOf(server.getLocalPort());
    System.arraycopy(
        new String[] {"--settings", settings.toString(), "--host", "127.0.0.1", "--port", port},
        0,
        line,
        0,
        6);
    System.arraycopy(more, 0, line, 6, more.length);
    return OneRun.of(line);
  }

  @Test
  void whoeverDoesNotGreetIsGivenUpWithinSeconds() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long began = System.nanoTime();
      OneRun run = drink(server, "ls");
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(run.code()).isEqualTo(ExitCode.NO_CONNECTION);
      assertThat(run.errors())
          .isEqualTo(
              "drink: 127.0.0.1:"
                  + server.getLocalPort()
                  + " did not greet within 5 s: it is no drink server, expects TLS (try --tls), or"
                  + " hangs");
      assertThat(took).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(60));
    }
  }

  /** What comes of a command at a server that sends these lines, whatever it is asked. */
  private OneRun drinkAt(int times, String line, String... command) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> serve(server, times, line), "hostile server");
      thread.setDaemon(true);
      thread.start();
      return drink(server, command);
    }
  }

  /** Whoever has lost one connection may try another. */
  private static void serve(ServerSocket server, int times, String line) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.getOutputStream().write("OK Welcome to Big Drink\n".getBytes(UTF_8));
        client.getInputStream().read();
        for (int i = 0; i < times; i++) {
          client.getOutputStream().write((line + "\n").getBytes(UTF_8));
        }
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The client has left, as it should, or the test is over.
        continue;
      }
    }
  }

  @Test
  void aReplyThatDoesNotEndIsGivenUpInOneLine() throws Exception {
    OneRun run = drinkAt(2_000, "1 \"" + "x".repeat(8_000) + "\"", "machines");

    assertThat(run.code()).isEqualTo(ExitCode.NO_CONNECTION);
    assertThat(run.errors()).matches("drink: a reply of 127.0.0.1:\\d+ has more than 8 MiB.*");
  }

  @Test
  void whatNobodySeesIsShownAsAQuestionMark() throws Exception {
    String hidden = "\u202e\u200b\u00ad\u2028\u3164\u0085\u001b\u2066";
    String row = "d \"B\u00fcro" + hidden + "\" up\nOK 1 Machines retrieved";

    assertThat(drinkAt(1, row, "machines").out())
        .contains("B\u00fcro????????")
        .doesNotContain(hidden.split(""));
  }
}
