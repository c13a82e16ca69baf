package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
      assertThat(took).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
    }
  }
}
