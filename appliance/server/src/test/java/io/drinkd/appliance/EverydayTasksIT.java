package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the commands of the document for admins, and compares what they print with what it says.
 */
class EverydayTasksIT {

  private static final Path HOME =
      Path.of(System.getProperty("drinkd.home")).toAbsolutePath().normalize();
  private static final Path DOCUMENT = HOME.resolve("appliance/debian/everyday-tasks.md");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOARD_PASSWORD = "says-the-board";
  private static final int DROPS_BEFORE_DOUBT = 2;

  /** A word of a command line, with or without quotes. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  private static final Pattern SUNDAY = Pattern.compile("listening .*sunday on [0-9.]+:(\\d+)");

  @TempDir Path temporary;
  private HouseFolder house;
  private SimulatedBoard board;
  private RunningAppliance appliance;

  /** A command of the document, and the lines that it shows behind it. */
  private record Step(String task, String command, List<String> shown) {

    boolean matches(String printed) {
      String pattern =
          shown.stream()
              .map(line -> line.equals("...") ? "(?:.*\n)*?" : line(line) + "\n")
              .collect(Collectors.joining());
      return Pattern.matches(pattern, printed);
    }

    private static String line(String text) {
      return Pattern.compile("\\.\\.\\.")
          .splitAsStream(text + " ")
          .map(part -> Pattern.quote(part))
          .collect(Collectors.joining(".*"))
          .replace(" \\E", "\\E");
    }
  }

  @BeforeEach
  void open() throws Exception {
    house = new HouseFolder(temporary.toRealPath());
    board =
        SimulatedBoard.listen(
            new SimulatedBoardOptions(BOARD_PASSWORD)
                .stock(Collections.nCopies(7, 24))
                .motorTime(Duration.ofMillis(1)));
    Files.writeString(
        house.conf().resolve("appliance.yaml"),
        """
        name: Floor drink server
        data: ../data
        plugins: %s
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }
          - name: sunday-tls
            protocol: sunday
            host: 127.0.0.1
            port: 0
            tls: { certificate: tls/drinkd.pem }
        boards: { accept: { host: 127.0.0.1, port: 0 } }
        """
            .formatted(HOME.resolve("plugins/target/drivers")));
    for (String folder : List.of("secrets", "tls")) {
      Files.createDirectories(house.conf().resolve(folder));
    }
    Path secret = Files.writeString(house.conf().resolve("secrets/ld"), "another");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    TestCertificate.make("EC").write(house.conf().resolve("tls/drinkd.pem"));
    TestCertificate.make("EC").write(house.file("new.pem"));
    Files.copy(HOME.resolve("conf/machines/ld.yaml"), house.conf().resolve("machines/ld.yaml"));
    Files.createDirectory(house.file("backups"));
    Files.writeString(
        house.file("members.csv"), "name,credits,card\ndave,100,04ab0101\nerin,20,04ab0102\n");
    drinkd("drinkd user add alice --admin");
    drinkd("drinkd user add bob --credits 500");
    drinkd("drinkd user card add bob 04d4c3b2a1");
    start();
  }

  @AfterEach
  void close() {
    appliance.close();
    board.close();
  }

  private void start() throws IOException {
    appliance = RunningAppliance.start(house);
    appliance.awaitLog(SUNDAY);
  }

  private int port() {
    Matcher found = SUNDAY.matcher(appliance.log());
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  @Test
  void printWhatTheDocumentSays() throws Exception {
    Map<String, Task> before =
        Map.of("Who drank what?", this::drink, "A drop is in doubt", this::loseAnAnswer);
    String task = "";
    for (Step step : steps()) {
      if (!step.task.equals(task)) {
        task = step.task;
        before.getOrDefault(task, () -> {}).run();
      }
      play(step);
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private void drink() throws IOException {
    try (MemberSession bob = bob()) {
      for (int drop = 0; drop < DROPS_BEFORE_DOUBT; drop++) {
        assertThat(bob.ask("DROP 1")).as(appliance::log).startsWith("OK ");
      }
    }
  }

  private MemberSession bob() throws IOException {
    MemberSession bob = MemberSession.greeted(port());
    bob.ask("USER bob");
    assertThat(bob.ask("PASS correct-horse")).startsWith("OK ");
    assertThat(bob.ask("MACHINE d")).startsWith("OK ");
    return bob;
  }

  private void loseAnAnswer() throws IOException {
    board.command("silence");
    try (MemberSession bob = bob()) {
      assertThat(bob.ask("DROP 2")).startsWith("ERR ");
    }
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    String task = "";
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("## ")) {
        task = line.substring("## ".length());
      } else if (line.startsWith("    $ ")) {
        steps.add(new Step(task, line.substring("    $ ".length()), new ArrayList<>()));
      } else if (line.startsWith("    ")) {
        steps.get(steps.size() - 1).shown.add(line.strip().replaceAll(" +", " "));
      }
    }
    assertThat(steps).hasSizeGreaterThan(30);
    return steps;
  }

  private void play(Step step) throws Exception {
    if (step.command.startsWith("drinkd ")) {
      // What the appliance notices by itself takes a moment.
      if (step.command.matches("drinkd (status|config|machine (list|show|temperature)).*")) {
        await().atMost(PATIENCE).untilAsserted(() -> assertPrints(step));
      } else {
        assertPrints(step);
      }
    } else if (step.command.equals("systemctl stop drinkd")) {
      assertThat(appliance.stop()).isZero();
    } else if (step.command.equals("systemctl start drinkd")) {
      start();
    } else if (step.command.equals("systemctl reload drinkd")) {
      appliance.hangUp();
    } else {
      shell(step.command);
    }
  }

  private void assertPrints(Step step) {
    String printed = drinkd(step.command);
    assertThat(step.matches(printed))
        .as("%s: %s prints%n%s", step.task, step.command, printed)
        .isTrue();
  }

  private String drinkd(String command) {
    List<String> words = new ArrayList<>(List.of("--utc", "--conf", house.conf().toString()));
    Matcher word = WORD.matcher(here(command.substring("drinkd ".length())));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group() : word.group(1));
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream("correct-horse\n".getBytes(StandardCharsets.UTF_8)));
    try {
      new Main(Map.of(), out, out).run(words);
    } finally {
      System.setIn(stdin);
    }
    return there(said.toString(StandardCharsets.UTF_8))
        .replaceAll(" +", " ")
        .replaceAll("(?m)^ | $", "");
  }

  private void shell(String command) throws IOException, InterruptedException {
    String played =
        here(command)
            .replace("-o drinkd -g drinkd ", "")
            .replace(
                "sensible-editor ",
                "sed -i -e 's|^connect: .*|connect: 127.0.0.1:"
                    + board.port()
                    + "|' -e 's|^# timeout: 10s|timeout: 5s|' -e 's|^# guard-time: 30s|guard-time:"
                    + " 500ms|' ");
    Process process =
        new ProcessBuilder("bash", "-c", played)
            .directory(house.file("").toFile())
            .redirectErrorStream(true)
            .start();
    try (OutputStream typed = process.getOutputStream()) {
      typed.write(BOARD_PASSWORD.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Most commands end without having read it.
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + ": " + said).isZero();
  }

  /** With this house's folders in place of the package's. */
  private String here(String text) {
    return text.replace("/etc/drinkd", house.conf().toString())
        .replace("/var/backups/drinkd", house.file("backups").toString())
        .replace("/usr/share/doc/drinkd/examples", HOME.resolve("conf").toString())
        .replace("members.csv", house.file("members.csv").toString());
  }

  private String there(String text) {
    return text.replace(house.conf().toString(), "/etc/drinkd")
        .replace(house.file("backups").toString(), "/var/backups/drinkd")
        .replace(house.data().toString(), "/var/lib/drinkd");
  }
}
