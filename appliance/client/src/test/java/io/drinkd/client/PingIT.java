package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ping} against listeners of each kind, and against one that lies. */
class PingIT {

  @TempDir Path settings;

  private OneRun ping(int port, String... options) {
    String[] line = {
      "--settings",
      settings.toString(),
      "--host",
      "127.0.0.1",
      "--port",
      String.valueOf(port),
      "ping"
    };
    List<String> all = new java.util.ArrayList<>(List.of(line));
    all.addAll(List.of(options));
    return OneRun.of(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"sunday, sunday", "drinkjs, sunday", "echo, echo"})
  void everyAnswerIsCheckedAndTimed(String listener, String protocol) {
    int port = RunningHouse.get().port(listener);

    OneRun run = ping(port, "--connections", "70", "--messages", "3");

    assertThat(run.code()).as(run.errors()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .matches(
            protocol
                + ", 70 connections, 210 right answers\n"
                + "connect  median .* ms\nanswer   median .* ms");
    assertThat(ping(port, "--json").out())
        .startsWith("{\"ok\":true,\"protocol\":\"" + protocol + "\",\"connections\":10,");
  }

  @Test
  void aWrongAnswerIsFound() throws IOException {
    List<String> script =
        List.of(
            "<- OK Welcome to Drink",
            "<- (closed)",
            "<- OK Welcome to Drink",
            "-> VERSION",
            "<- OK drinkd 1",
            "-> VERSION",
            "<- OK drinkd 2",
            "<- (closed)");
    try (ScriptedServer server = new ScriptedServer(script)) {
      OneRun run = ping(server.port(), "--connections", "1", "--messages", "2");

      assertThat(run.code()).isEqualTo(ExitCode.FAILED);
      assertThat(run.errors())
          .isEqualTo(
              "drink: 1 of 1 connections failed; the first: found the answer \"OK drinkd 2\","
                  + " expected \"OK drinkd 1\"");
    }
  }
}
