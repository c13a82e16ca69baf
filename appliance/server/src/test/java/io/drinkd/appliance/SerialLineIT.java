package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A board on a serial line, by what the guide for authors of drivers says about it; the line is a
 * pair of pseudo-terminals.
 */
class SerialLineIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path GUIDE =
      Path.of(System.getProperty("drinkd.home"), "plugins", "README.md");
  private static final Path SOCAT = Path.of("/usr/bin/socat");
  private static final Path SER2NET = Path.of("/usr/sbin/ser2net");
  private static final Pattern SOCAT_LINE =
      Pattern.compile("(?m)^socat (TCP-LISTEN:\\S+) (FILE:\\S+)$");
  private static final Pattern SER2NET_FILE =
      Pattern.compile("(?m)^connection: .*\\n  accepter: .*\\n  connector: .*\\n");

  @TempDir Path temporary;

  private final List<Process> processes = new ArrayList<>();
  private SimulatedBoard board;
  private Path line;
  private ReservedPort port;

  @BeforeEach
  void connectBoardToLine() throws Exception {
    assumeTrue(Files.isExecutable(SOCAT), "socat is not installed");
    board =
        SimulatedBoard.listen(
            new SimulatedBoardOptions("secret").stock(5).motorTime(Duration.ofMillis(1)));
    Path boardsEnd = temporary.resolve("ttyBoard");
    line = temporary.resolve("ttyUSB0");
    start(SOCAT.toString(), "PTY,raw,echo=0,link=" + boardsEnd, "PTY,raw,echo=0,link=" + line);
    await().atMost(PATIENCE).until(() -> Files.exists(boardsEnd) && Files.exists(line));
    start(SOCAT.toString(), "FILE:" + boardsEnd + ",raw,echo=0", "TCP:127.0.0.1:" + board.port());
    port = ReservedPort.any();
  }

  @AfterEach
  void stop() throws InterruptedException {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      process.waitFor();
    }
    if (board != null) {
      board.close();
      port.close();
    }
  }

  private void start(String... command) throws IOException {
    processes.add(new ProcessBuilder(command).inheritIO().start());
  }

  private static MatchResult inGuide(Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(GUIDE));
    assertThat(matcher.find()).as(pattern.toString()).isTrue();
    return matcher.toMatchResult();
  }

  private String here(String text) {
    assertThat(text).containsAnyOf("4343", "/dev/ttyUSB0");
    return text.replace("4343", String.valueOf(port.number()))
        .replace("/dev/ttyUSB0", line.toString());
  }

  @Test
  void bySocat() throws Exception {
    MatchResult recipe = inGuide(SOCAT_LINE);
    start(SOCAT.toString(), here(recipe.group(1)), here(recipe.group(2)));

    aMemberDrinks();
  }

  @Test
  void bySer2net() throws Exception {
    assumeTrue(Files.isExecutable(SER2NET), "ser2net is not installed");
    Path file = temporary.resolve("ser2net.yaml");
    Files.writeString(file, here(inGuide(SER2NET_FILE).group()));
    // Of its own, or it would want a lock in a folder of the system.
    start(SER2NET.toString(), "-n", "-u", "-c", file.toString());

    aMemberDrinks();
  }

  private void aMemberDrinks() throws Exception {
    var configuration = new ConfigurationFolder(temporary);
    configuration.machine("d", "tini390", port.number(), 5);
    Path drivers = Files.createDirectory(temporary.resolve("drivers"));
    PluginJar.put(PluginJar.built("tini390"), drivers, "tini390.jar");
    try (DataFolder data = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books = Services.openBooks(data.path(), TestSettings.MEMBERS, timers)) {
      ApplianceWithBoards.add(books, "member", false, 100);
    }
    try (Appliance appliance = Appliance.start(configuration.read("secret"), List.of(drivers));
        MemberSession member = MemberSession.loggedIn(appliance.port("sunday"), "member", "d")) {
      await().atMost(PATIENCE).until(() -> isUp(member));
      assertThat(member.ask("DROP 1")).isEqualTo("OK Credits remaining: 99");
      assertThat(member.ask("DROP 1")).isEqualTo("OK Credits remaining: 98");
    }
    assertThat(board.cansFallen()).isEqualTo(2);
  }

  private static boolean isUp(MemberSession member) throws IOException {
    boolean up = member.ask("MACHINES").endsWith(" up");
    member.line();
    return up;
  }
}
