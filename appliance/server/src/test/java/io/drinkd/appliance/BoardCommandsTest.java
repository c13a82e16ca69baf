package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.UnixUser;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of the boards of an appliance that runs. */
class BoardCommandsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private SimulatedBoard board;
  private ServerSocket cellar;

  /** Where no board is. */
  private ReservedPort nobody;

  private ConfigurationFolder configuration;
  private Appliance appliance;

  @BeforeEach
  void start() throws Exception {
    board = SimulatedBoard.listen(new SimulatedBoardOptions("says the board").stock(5));
    configuration = new ConfigurationFolder(temporary);
    configuration.machine("d", "tini390", board.port(), 5);
    cellar = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    configuration.machine("c", "coffee", cellar.getLocalPort(), 5);
    // Not the folder that the build fills, in which there may be other drivers too.
    Path drivers = Files.createDirectory(temporary.resolve("drivers"));
    PluginJar.put(PluginJar.built("tini390"), drivers, "tini390.jar");
    PluginJar.put(PluginJar.built("tini400"), drivers, "tini400.jar");
    appliance = Appliance.start(configuration.read("says the board"), List.of(drivers));
  }

  @AfterEach
  void stop() throws IOException {
    appliance.close();
    board.close();
    cellar.close();
    if (nobody != null) {
      nobody.close();
    }
  }

  private int run(String... arguments) {
    out.reset();
    return runInto(out, arguments);
  }

  private int runInto(ByteArrayOutputStream into, String... arguments) {
    try {
      CommandRequest request = CommandRequest.here(List.of(arguments), Map.of());
      return new ControlClient(ControlPath.in(temporary.resolve("data")))
          .run(request, new ProcessTerminal(into, into))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
  }

  private void awaitUp() {
    await()
        .atMost(PATIENCE)
        .until(() -> run("machine", "list") == 0 && output().contains("\nd up "));
  }

  @Test
  void showsDriversAndWhatMachinesWaitFor() {
    assertThat(run("plugin", "list")).isEqualTo(ExitCode.WELL);
    assertThat(output())
        .isEqualTo(
            """
            MODEL VERSION STATE FILE MACHINES
            tini390 0.1.0 loaded tini390.jar d
            tini400 0.1.0 loaded tini400.jar -
            coffee - missing - c
            """);
  }

  @Test
  void saysHowItIs() {
    awaitUp();
    assertThat(run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(output())
        .contains("well no\nrunning yes\n")
        .containsPattern("\n machine d well \\S+ \\S+ logged in\n")
        .containsPattern("\n machine c wrong .* no driver for model coffee\n")
        .containsPattern("\n books well .*\n")
        .endsWith(
            "\nnext\n STEP\n machine c: put the jar of its driver into the folder of plugins, or"
                + " correct driver: in its file\n no member yet: drinkd user add NAME --admin\n");
    assertThat(run("status", "--json")).isEqualTo(ExitCode.FAILED);
    assertThat(output())
        .startsWith("{\"name\":\"")
        .contains("\"part\":\"machine d\",\"state\":\"well\"");
  }

  @Test
  void installsAndRemovesDrivers() throws Exception {
    Path jar = PluginJar.built("tini400");
    Path drivers = temporary.resolve("drivers");
    assertThat(run("plugin", "remove", "tini400.jar")).isEqualTo(ExitCode.WELL);
    assertThat(output()).isEqualTo("removed tini400.jar\n");
    assertThat(drivers.resolve("tini400.jar")).doesNotExist();
    assertThat(run("plugin", "list") == 0 ? output() : "").doesNotContain("tini400");

    assertThat(run("plugin", "install", jar.toString())).as(output()).isEqualTo(ExitCode.WELL);
    assertThat(output())
        .isEqualTo("installed " + jar.getFileName() + ": drives tini400; no machine has it\n");
    assertThat(run("plugin", "list") == 0 ? output() : "").contains("tini400 0.1.0 loaded ");

    // Nobody can be asked here.
    assertThat(run("plugin", "remove", "tini390.jar")).isEqualTo(ExitCode.USAGE);
    assertThat(output())
        .isEqualTo(
            "Removing tini390.jar takes the driver from d; do it? Nobody can be asked here: say so"
                + " with --yes; nothing was done\n");
    assertThat(drivers.resolve("tini390.jar")).exists();
    assertThat(run("plugin", "remove", "tini390.jar", "--yes")).isEqualTo(ExitCode.WELL);
    assertThat(output()).isEqualTo("removed tini390.jar; waiting for a driver now: d\n");

    Path broken = Files.writeString(temporary.resolve("broken.jar"), "no jar");
    assertThat(run("plugin", "install", broken.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(output()).startsWith("broken.jar: this plugin is not a readable archive");
    assertThat(run("plugin", "remove", "../appliance.yaml")).isEqualTo(ExitCode.FAILED);
    try (Stream<Path> left = Files.list(drivers)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactly(jar.getFileName().toString());
    }
  }

  @Test
  void showsHowMachinesAreDoing() {
    awaitUp();
    assertThat(output())
        .contains("MACHINE STATUS SINCE MADE REFUSED WHY\n")
        .contains("\nc waiting - 0 0 no driver for model coffee\n")
        .containsPattern("\nd up 20\\S+ \\S+ 0 0 logged in\n");

    board.command("say 8738.75");
    await()
        .atMost(PATIENCE)
        .until(() -> run("machine", "show", "d") == 0 && output().contains("\ngarbage 1\n"));
    assertThat(output())
        .startsWith("machine d\nname ")
        .contains("\nlink 127.0.0.1:" + board.port() + "\n", "\nwhy logged in\n")
        .contains("\nslots\n SLOT ITEM PRICE COUNT CAPACITY STOCK DROPPED ENABLED\n 1 ");
  }

  @Test
  void machinesWithOneBoardStayDownUntilOneIsGivenAnother() throws Exception {
    nobody = ReservedPort.any();
    configuration.machine("p", "uccplc", nobody.number(), 5);
    configuration.machine("q", "uccplc", nobody.number(), 5);
    appliance.change(configuration.read("says the board"));
    PluginJar.put(PluginJar.built("uccplc"), temporary.resolve("drivers"), "uccplc.jar");
    appliance.driverWatch().lookNow();
    appliance.driverWatch().lookNow();
    String same = "faulty: another machine has the same board: settings.unit: found \"1\", which ";
    assertThat(run("machine", "show", "p")).isEqualTo(ExitCode.WELL);
    assertThat(output()).contains(same + "machines/q.yaml has too at 127.0.0.1:");
    assertThat(run("machine", "show", "q")).isEqualTo(ExitCode.WELL);
    assertThat(output()).contains(same + "machines/p.yaml has too at 127.0.0.1:");

    Files.writeString(
        temporary.resolve("machines/q.yaml"), "settings: { unit: 2 }\n", StandardOpenOption.APPEND);
    appliance.change(configuration.read("says the board"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(run("machine", "list")).isEqualTo(ExitCode.WELL);
              assertThat(output()).contains("\np down ", "\nq down ").doesNotContain("faulty");
            });
  }

  @Test
  void showsAdminsAllThatABoardReports() throws Exception {
    String password = "correct-horse";
    NewMember alice = new NewMember("alice", Optional.of(password), true, 0, List.of("02cd"));
    appliance.services().foundation().members().add(alice, "test").join();
    Path jar = PluginJar.ofDriver(temporary.resolve("cellar.jar"), CellarDriver.class);
    PluginJar.put(jar, temporary.resolve("drivers"), "cellar.jar");
    try (Socket link = cellar.accept();
        MemberSession member = MemberSession.greeted(appliance.port("sunday"));
        MemberSession admin = MemberSession.greeted(appliance.port("sunday"))) {
      link.getOutputStream()
          .write(
              """
              HELLO says the board
              TEMP 4.5
              TEMP compressor 61.25
              TEMP hall -3
              DOOR open
              POWER battery-low
              COUNT 7
              """
                  .getBytes(StandardCharsets.US_ASCII));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(run("machine", "show", "c")).isEqualTo(ExitCode.WELL);
                assertThat(output()).contains("counted by board 1: 7 at ");
              });

      String time = " at 20\\S+";
      assertThat(output())
          .contains(
              "\nstatus up\n", "\ntemperature 4.5\n", "\ndoor open\n", "\npower battery-low\n")
          .containsPattern("compressor 61.25" + time)
          .containsPattern("hall -3.0" + time)
          .containsPattern("counted by board 1: 7" + time);

      admin.ask("USER alice");
      assertThat(admin.ask("PASS " + password)).isEqualTo("OK Credits: 0");
      assertThat(admin.ask("MACHINES"))
          .isEqualTo(
              "c \"c\" up door=open power=battery-low temp-compressor=142.3 temp-hall=26.6 count-1=7");
      assertThat(member.ask("MACHINES")).isEqualTo("c \"c\" up");

      link.getOutputStream()
          .write("DOOR closed\nPOWER on\nCOUNT 6\n".getBytes(StandardCharsets.US_ASCII));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(run("machine", "show", "c")).isEqualTo(ExitCode.WELL);
                assertThat(output()).contains("counted by board 1: 6 at ");
              });
      assertThat(output()).contains("\ndoor closed\n", "\npower on\n");
    }
  }

  @Test
  void showsBytesOnLinkWithoutPassword() {
    awaitUp();
    var shown = new ByteArrayOutputStream();
    var trace = new Thread(() -> traceUntilInterrupted(shown));
    trace.start();
    await().atMost(PATIENCE).until(() -> text(shown).contains("machine d: "));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              board.command("temperature 40.5");
              return text(shown).contains("< 840.5\\n");
            });
    board.command("hang up");
    await().atMost(PATIENCE).until(() -> text(shown).contains("> 1\\n"));

    assertThat(text(shown)).contains("= link closed").contains("before the login are not shown");
    assertThat(text(shown)).doesNotContain("says the board");
    trace.interrupt();
    await().atMost(PATIENCE).until(() -> !trace.isAlive());
  }

  @Test
  void aTraceEndsWhenItsOperatorHasGone() {
    List<Thread> traces = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      traces.add(new Thread(() -> traceUntilInterrupted(new ByteArrayOutputStream())));
      traces.get(i).start();
    }
    await().atMost(PATIENCE).until(() -> runningTraces() == 4);
    // Whoever only watches keeps nobody out.
    assertThat(run("machine", "list")).as(output()).isEqualTo(ExitCode.WELL);

    traces.forEach(Thread::interrupt);
    await().atMost(PATIENCE).until(() -> runningTraces() == 0);
  }

  private static long runningTraces() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Arrays.stream(stack)
                    .anyMatch(call -> call.getClassName().endsWith("MachineTraceCommand")))
        .count();
  }

  private void traceUntilInterrupted(ByteArrayOutputStream shown) {
    assertThatThrownBy(() -> runInto(shown, "machine", "trace", "d", "--seconds", "3600"))
        .hasCauseInstanceOf(ClosedByInterruptException.class);
  }

  @Test
  void endsTheTraceWhenItsTimeIsOver() {
    assertThat(run("machine", "trace", "d", "--seconds", "1")).isEqualTo(ExitCode.WELL);
  }

  private static String text(ByteArrayOutputStream shown) {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void setsHowMuchIsLoggedOfOneBoard() throws Exception {
    assertThat(run("machine", "log", "d", "warn")).isEqualTo(ExitCode.WELL);
    try (CapturedLog log = CapturedLog.of("io.drinkd.activity", Level.INFO)) {
      assertThat(run("machine", "log", "d", "trace")).isEqualTo(ExitCode.WELL);
      assertThat(output()).isEqualTo("the board of d is logged at level trace\n");
      assertThat(LogManager.getLogger("io.drinkd.board.d").getLevel()).isEqualTo(Level.TRACE);
      assertThat(log.lines())
          .containsExactly(
              "operator="
                  + UnixUser.ofThisProcess()
                  + " door=control did=log-board machine=d level=TRACE");
    }
    assertThat(run("machine", "log", "d", "much")).isEqualTo(ExitCode.USAGE);
    assertThat(output())
        .isEqualTo("found much, expected error, warn, info, debug or trace; nothing was changed\n");
    assertThat(run("machine", "log", "x", "info")).isEqualTo(ExitCode.FAILED);
    assertThat(output()).isEqualTo("there is no machine x; there are: c d\n");
    appliance.close();

    try (DataFolder folder = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(folder.path()), TestSettings.MEMBERS, timers)) {
      AuditLog.Entry last = books.auditTrail().last(TestClaims.OPERATOR, 1).join().get(0);
      assertThat(last.actor()).isEqualTo("operator:" + UnixUser.ofThisProcess());
      assertThat(last.what()).isEqualTo("log level of the board of d");
      assertThat(last.before()).isEqualTo("WARN");
      assertThat(last.after()).isEqualTo("TRACE");
    } finally {
      Configurator.setLevel("io.drinkd.board.d", (Level) null);
    }
  }
}
