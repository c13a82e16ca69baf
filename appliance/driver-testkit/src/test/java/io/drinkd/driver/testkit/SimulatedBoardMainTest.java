package io.drinkd.driver.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated board as scripts use it: a process of its own. */
class SimulatedBoardMainTest {

  private Process process;
  private BufferedReader output;

  private void start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SimulatedBoardMain.class.getName());
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  private void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private InetSocketAddress address() throws IOException {
    String line = output.readLine();
    assertThat(line).matches("listening on 127\\.0\\.0\\.1:[0-9]+");
    return new InetSocketAddress(
        "127.0.0.1", Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
  }

  @Test
  void listensReportsEventsAndTakesCommands(@TempDir Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "pw\n");
    start(
        "--listen",
        "0",
        "--password-file",
        password.toString(),
        "--model",
        "tini400",
        "--stock",
        "3,0",
        "--temperature",
        "none",
        "--motor-time",
        "0ms",
        "--fault",
        "nack");
    try (var link = RawLink.to(address())) {
      assertThat(output.readLine()).isEqualTo("linked");
      assertThat(link.next()).isEqualTo("0 pw");
      assertThat(link.next()).isEqualTo("7 1 1 ` 2 0");
      link.send("31\n");
      assertThat(output.readLine()).isEqualTo("order slot 1 with NACK");
      assertThat(link.next()).isEqualTo("5");
      assertThat(output.readLine()).isEqualTo("answered 5 slot 1");
      link.send("31\n");
      assertThat(output.readLine()).isEqualTo("order slot 1");
      assertThat(output.readLine()).isEqualTo("can 1 slot 1");
      assertThat(output.readLine()).isEqualTo("answered 4 slot 1");
      say("say 7 1 1 ` 2 1");
      assertThat(output.readLine()).isEqualTo("command 1: say 7 1 1 ` 2 1");
      say("nonsense");
      assertThat(output.readLine()).startsWith("simulated-board: \"nonsense\": no such command");
      say("quit");
      assertThat(exitCode()).isZero();
    }
  }

  @Test
  void quietlySaysOnlyWhereItListensAndLivesWithoutStandardInput() throws Exception {
    start("--listen", "0", "--password", "pw", "--slots", "2", "--quiet");
    process.getOutputStream().close();
    try (var link = RawLink.to(address())) {
      assertThat(link.next()).isEqualTo("0pw");
      assertThat(link.next()).isEqualTo("71 1`2 1");
      link.send("hello\n");
      assertThat(output.readLine()).startsWith("simulated-board: DEAF");
    }
  }

  @Test
  void dials() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      start("--dial", "127.0.0.1:" + server.getLocalPort(), "--password", "pw");
      try (var link = new RawLink(server.accept())) {
        assertThat(link.next()).isEqualTo("0pw");
      }
    }
  }

  @Test
  void reportsCommandLineMistakeInOneLineWithExitCode2() throws Exception {
    start("--listen", "0", "--password", "pw", "--fault", "flood");

    assertThat(output.readLine()).startsWith("listening on");
    assertThat(output.readLine()).startsWith("--fault: \"flood\": no such command; expected: nack");
    assertThat(exitCode()).isEqualTo(2);
  }

  @Test
  void reportsATimeWithoutAUnit() throws Exception {
    start("--listen", "0", "--password", "pw", "--motor-time", "1500");

    assertThat(output.readLine())
        .isEqualTo(
            "Invalid value for option '--motor-time': found 1500, expected a time such as 1500ms"
                + " or 2s");
    assertThat(exitCode()).isEqualTo(2);
  }

  @Test
  void reportsPortInUseInOneLineWithExitCode1() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      start("--listen", String.valueOf(server.getLocalPort()), "--password", "pw");

      assertThat(output.readLine())
          .startsWith("simulated-board: cannot listen on")
          .contains(String.valueOf(server.getLocalPort()))
          .contains("in use");
      assertThat(exitCode()).isEqualTo(1);
    }
  }
}
