package io.drinkd.client;

import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The built appliance as a process, with its boards, for all tests of this module: machine d with
 * Coke, Root Beer, an empty slot, and Cola über alles; ld with tea; t for trouble. It listens as
 * classic, as drinkjs, and with TLS for the host "localhost".
 */
final class RunningHouse {

  static final int PRICE = 50;

  private static final Path HOME = Path.of(System.getProperty("drinkd.home")).toAbsolutePath();
  private static final String ADMIN_PASSWORD = "correct horse";
  private static final int PLENTY = 100_000;
  private static final int USUAL_MACHINES = 3;
  private static RunningHouse only;

  final SimulatedBoard board = board(PLENTY, PLENTY, 0, 1000);
  final SimulatedBoard other = board(1000);

  /** Of machine t, for what goes wrong. */
  final SimulatedBoard trouble = board(1000);

  private final Path folder;
  private final int machines;

  /** Nobody else gets them while the appliance is killed. */
  private final List<ReservedPort> ports = new ArrayList<>();

  private final List<String> log = new ArrayList<>();
  private Process appliance;
  private String listening;
  private MemberLine admin;
  private int members;

  /** Started when it is first asked for; it ends with this process. */
  static synchronized RunningHouse get() {
    if (only == null) {
      try {
        only = new RunningHouse(Files.createTempDirectory("drink-house"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return only;
  }

  /** Another one, which a test may kill. It ends with this process too. */
  static RunningHouse another() throws IOException {
    return new RunningHouse(Files.createTempDirectory("drink-house"));
  }

  private static SimulatedBoard board(Integer... stock) {
    try {
      return SimulatedBoard.listen(
          new SimulatedBoardOptions("says the board")
              .stock(Arrays.asList(stock))
              .motorTime(Duration.ofMillis(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Another one, of these machines alone.
   *
   * @param listeners further lines of their list
   * @param files of the machines, by their ids; {@code BOARD_PASSWORD} has what boards say
   */
  static RunningHouse of(String listeners, Map<String, String> files) throws IOException {
    return new RunningHouse(Files.createTempDirectory("drink-house"), listeners, files);
  }

  private RunningHouse(Path folder) throws IOException {
    this(folder, "", Map.of());
  }

  private RunningHouse(Path folder, String listeners, Map<String, String> files)
      throws IOException {
    this.folder = folder;
    this.machines = files.isEmpty() ? USUAL_MACHINES : files.size();
    configure(listeners, files);
    run(List.of("user", "add", "admin", "--admin"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    start();
  }

  /** Ends it as {@code kill -9} does; its boards and its books stay. */
  void kill() {
    appliance.destroyForcibly().onExit().join();
  }

  boolean isRunning() {
    return appliance.isAlive();
  }

  /** Starts it again after {@link #kill}, where it listened before. */
  void startAgain() throws IOException {
    synchronized (log) {
      log.clear();
    }
    start();
  }

  private void start() throws IOException {
    appliance = java(List.of()).redirectErrorStream(true).start();
    Process started = appliance;
    Thread reading = new Thread(() -> read(started), "log");
    reading.setDaemon(true);
    reading.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> line(" listening after ") != null);
    listening = line(" listening after ");
    admin = new MemberLine(port("sunday"));
    admin.expectOk("USER admin");
    admin.expectOk("PASS \"" + ADMIN_PASSWORD + "\"");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                admin.ask("MACHINES").stream().filter(row -> row.contains("\" up")).count()
                    == machines);
  }

  private void configure(String more, Map<String, String> files) throws IOException {
    Path configured = Files.createDirectories(folder.resolve("conf/machines"));
    certificate();
    Files.writeString(
        folder.resolve("conf/appliance.yaml"),
        """
        name: Floor drink server
        data: ../data
        limits: { queue-per-board: 100 }
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: %d }
          - { name: drinkjs, protocol: sunday, dialect: drinkjs, host: 127.0.0.1, port: %d }
          - { name: echo, protocol: echo, host: 127.0.0.1, port: %d }
          - name: secure
            protocol: sunday
            host: 127.0.0.1
            port: %d
            tls: { certificate: ../tls.pem, key: ../key.pem }
        """
                .formatted(reserve(), reserve(), reserve(), reserve())
            + more);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(configured.resolve(file.getKey() + ".yaml"), file.getValue());
    }
    if (files.isEmpty()) {
      machine(
          configured, "d", "Big Drink", board, "Coke", "Root Beer", "Dr Pepper", "Cola über alles");
      machine(configured, "ld", "Little Drink", other, "Iced Tea");
      machine(configured, "t", "Trouble", trouble, "Mate");
    }
  }

  private int reserve() throws IOException {
    ReservedPort port = ReservedPort.any();
    ports.add(port);
    return port.number();
  }

  private static void machine(
      Path machines, String id, String name, SimulatedBoard board, String... items)
      throws IOException {
    StringBuilder slots = new StringBuilder();
    for (int i = 0; i < items.length; i++) {
      slots.append("  - { slot: " + (i + 1) + ", item: " + items[i] + ", price: " + PRICE);
      slots.append(", count: " + board.stock(i + 1) + " }\n");
    }
    Files.writeString(
        machines.resolve(id + ".yaml"),
        """
        name: %s
        aliases: [ %s ]
        location: North stairwell
        driver: tini390
        connect: 127.0.0.1:%d
        password: { env: BOARD_PASSWORD }
        timeout: 10s
        slots:
        """
                .formatted(name, name.replace(" ", "").toLowerCase(Locale.ROOT), board.port())
            + slots);
  }

  /** For the host "localhost" alone. */
  private void certificate() throws IOException {
    List<String> command =
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "key.pem",
            "-out",
            "tls.pem");
    await(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start());
  }

  /** What has to be trusted. */
  Path certificateFile() {
    return folder.resolve("tls.pem");
  }

  private ProcessBuilder java(List<String> arguments) {
    Path target = HOME.resolve("appliance/server/target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Ddrinkd.plugins=" + HOME.resolve("plugins/target/drivers"),
                "-cp",
                target.resolve("drinkd.jar") + File.pathSeparator + target.resolve("lib/*"),
                "io.drinkd.appliance.Main",
                "--conf",
                folder.resolve("conf").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BOARD_PASSWORD", "says the board");
    return builder;
  }

  /** Runs an operator's command; returns what it printed. */
  String run(List<String> arguments) throws IOException {
    Path typed = Files.writeString(folder.resolve("typed"), ADMIN_PASSWORD + "\n");
    return await(java(arguments).redirectInput(typed.toFile()).redirectErrorStream(true).start());
  }

  private static String await(Process process) throws IOException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read(Process started) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (log) {
          log.add(line);
        }
      }
    } catch (IOException e) {
      // The process has ended.
      return;
    }
  }

  private String line(String part) {
    synchronized (log) {
      if (!appliance.isAlive()) {
        throw new IllegalStateException(String.join("\n", log));
      }
      return log.stream().filter(line -> line.contains(part)).findFirst().orElse(null);
    }
  }

  /** Where a listener is: sunday, drinkjs, echo or secure. */
  int port(String listener) {
    Matcher found = Pattern.compile(listener + " on 127\\.0\\.0\\.1:(\\d+)").matcher(listening);
    if (!found.find()) {
      throw new IllegalStateException(listening);
    }
    return Integer.parseInt(found.group(1));
  }

  /** A new member with credits, whose password is {@code secret of NAME}. */
  synchronized String member(long credits) {
    String name = "member" + ++members;
    admin.expectOk("ADDUSER " + name + " \"secret of " + name + "\"");
    if (credits != 0) {
      admin.expectOk("ADDCREDITS " + name + " " + credits + " for a test");
    }
    return name;
  }

  /** Asks as an admin; returns all lines of the reply. */
  synchronized List<String> asAdmin(String request) {
    return admin.ask(request);
  }

  /** Asks on another connection of a member's, and expects that all of it works. */
  void asMember(String member, String... requests) throws IOException {
    MemberLine line = new MemberLine(port("sunday"));
    line.expectOk("USER " + member);
    line.expectOk("PASS \"secret of " + member + "\"");
    for (String request : requests) {
      line.expectOk(request);
    }
  }

  /** Settings of a member who has logged in; the folder is the member's own. */
  Path loggedIn(String member, int port) throws IOException {
    Path settings = Files.createTempDirectory(folder, "settings");
    MemberLine line = new MemberLine(port("sunday"));
    line.expectOk("USER " + member);
    line.expectOk("PASS \"secret of " + member + "\"");
    String[] token = line.ask("MKTOKEN test").get(0).split(" ");
    keep(settings, member, port, token[2] + " " + token[3]);
    return settings;
  }

  static void keep(Path settings, String member, int port, String idAndSecret) throws IOException {
    Files.writeString(
        settings.resolve("config"),
        "host = 127.0.0.1\nport = " + port + "\nname = " + member + "\n");
    Path tokens = settings.resolve("tokens");
    Files.writeString(tokens, "tcp 127.0.0.1 " + port + " " + member + " " + idAndSecret + "\n");
    Files.setPosixFilePermissions(
        tokens, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
  }

  void end() {
    appliance.destroyForcibly();
    board.close();
    other.close();
    trouble.close();
    ports.forEach(ReservedPort::close);
  }
}
