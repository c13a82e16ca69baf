package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.process.Script;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM and SIGHUP do to the real process. */
class SignalsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern BOARD_UP = Pattern.compile("login accepted");

  @TempDir Path temporary;
  private HouseFolder house;
  private RunningBoard board;
  private RunningAppliance appliance;

  @BeforeEach
  void start() throws IOException {
    house = new HouseFolder(temporary);
    board = RunningBoard.start(house.canLog("d"), Duration.ofMillis(1));
    house.addMachine("d", board.port(), Duration.ofSeconds(60), Duration.ofSeconds(30));
    house.addMembers(List.of("cardbob"), 500);
    appliance = RunningAppliance.start(house);
  }

  @AfterEach
  void stop() {
    appliance.close();
    board.close();
  }

  private MemberSession bob() throws IOException {
    int port = appliance.port();
    board.awaitLine(BOARD_UP);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              try (MemberSession looks = MemberSession.greeted(port)) {
                return looks.ask("MACHINES").endsWith(" up");
              }
            });
    return MemberSession.loggedIn(port, "bob", "d");
  }

  @Test
  void sigtermLetsTheOrderOnItsWayEndSaysGoodbyeAndExitsWithZero() throws Exception {
    try (MemberSession bob = bob();
        MemberSession other = MemberSession.loggedIn(appliance.port(), "bob", "d")) {
      board.command("silence");
      bob.say("DROP 1");
      board.awaitLine(Pattern.compile("order slot 1"));
      CompletableFuture<Integer> code = CompletableFuture.supplyAsync(appliance::stop);
      appliance.awaitLog(Pattern.compile("stopping"));
      assertThat(other.ask("DROP 2")).startsWith("ERR ");
      board.command("say 4");
      assertThat(bob.line()).isEqualTo("OK Credits remaining: 459");
      assertThat(bob.line()).isEqualTo("ERR 450 Timeout, disconnecting.");
      assertThat(other.line()).isEqualTo("ERR 450 Timeout, disconnecting.");
      assertThat(code.join()).isZero();
    }
    assertThat(board.cans()).hasSize(1);
  }

  @Test
  void sighupReloadsTheConfiguration() throws Exception {
    try (MemberSession bob = bob()) {
      Path file = house.conf().resolve("machines/d.yaml");
      String text = Files.readString(file);
      Files.writeString(file, text.replace("driver:", "drvr:"));
      appliance.hangUp();
      appliance.awaitLog(Pattern.compile("d.yaml: drvr: found an unknown key"));
      appliance.awaitLog(Pattern.compile("configuration not reloaded, see the errors above"));
      assertThat(bob.ask("DROP 1")).isEqualTo("OK Credits remaining: 459");
      OneCommand refused = OneCommand.call(house, List.of(), "status");
      assertThat(refused.code()).as(refused.said()).isEqualTo(ExitCode.FAILED);
      assertThat(refused.said())
          .containsPattern(
              "configuration +wrong .*not reloaded, all is as it was before: .*d.yaml: drvr: found"
                  + " an unknown key.*; and 1 more; see: drinkd config check");

      Files.writeString(file, text.replace("name: Machine d", "name: Great Drink"));
      appliance.hangUp();
      appliance.awaitLog(Pattern.compile("configuration reloaded"));
      assertThat(bob.ask("MACHINE d")).isEqualTo("OK Welcome to Great Drink");
      assertThat(OneCommand.call(house, List.of(), "status").said())
          .containsPattern("configuration +well .*is the one in the files");
    }
    assertThat(appliance.stop()).isZero();
  }

  @Test
  void sigintEndsACommandThatWaitsForAnAnswer() throws Exception {
    Process command = new Script(temporary, house.conf(), Map.of()).begin("user", "add", "x");
    try {
      await().atMost(PATIENCE).until(() -> command.descendants().findAny().isPresent());
      List<ProcessHandle> all = command.descendants().toList();
      kill("-INT", command.pid());
      await().atMost(PATIENCE).until(() -> !command.isAlive());
      await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      command.descendants().forEach(ProcessHandle::destroyForcibly);
      command.destroyForcibly();
    }
  }

  private static void kill(String signal, long pid) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill " + signal + " " + pid).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** The files are where nobody looks at them by himself. */
  @Test
  void sighupBringsANewCertificateToNewSessionsOnly() throws Exception {
    TestCertificate old = TestCertificate.make("EC");
    TestCertificate renewed = TestCertificate.make("EC");
    Path certificate = house.file("certificate.pem");
    Path key = house.file("key.pem");
    old.write(certificate, key);
    appliance.stop();
    Path file = house.conf().resolve("appliance.yaml");
    String tls = "port: 0, tls: { certificate: %s, key: %s }".formatted(certificate, key);
    Files.writeString(file, Files.readString(file).replace("port: 0", tls));
    appliance = RunningAppliance.start(house);
    int port = appliance.port();
    try (LineClient open = LineClient.connectTls(port, old.trusting(), "TLSv1.3")) {
      open.line();
      renewed.write(certificate, key);
      appliance.hangUp();
      appliance.awaitLog(Pattern.compile("configuration reloaded"));
      try (LineClient client = LineClient.connectTls(port, renewed.trusting(), "TLSv1.2")) {
        assertThat(client.line()).isEqualTo("OK Welcome to Floor drink server");
      }
      assertThat(open.ask("VERSION")).startsWith("OK drinkd ");

      Files.writeString(key, "no key");
      appliance.hangUp();
      appliance.awaitLog(Pattern.compile("tls[.]key: found a file that holds something else"));
      appliance.awaitLog(Pattern.compile("configuration not reloaded, see the errors above"));
      try (LineClient client = LineClient.connectTls(port, renewed.trusting(), "TLSv1.3")) {
        assertThat(client.line()).isEqualTo("OK Welcome to Floor drink server");
      }
      assertThat(open.ask("VERSION")).startsWith("OK drinkd ");
    }
    assertThat(appliance.stop()).isZero();
  }
}
