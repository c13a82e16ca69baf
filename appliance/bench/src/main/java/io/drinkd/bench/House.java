package io.drinkd.bench;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A house for one run: members with credits, machines with simulated boards, and the appliance
 * between them, started as {@code scripts/drinkd} starts it, with the shipped log settings.
 */
final class House implements AutoCloseable {

  static final int SLOTS = 5;

  private static final String PASSWORD = "of-the-boards";
  private static final long CREDITS = 1_000_000_000L;
  private static final Pattern LISTENING =
      Pattern.compile("listening after \\d+ ms: .* on 127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern BOARD = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");
  private static final Pattern BOARD_UP = Pattern.compile(" UP: ");

  private final Path home;
  private final Path folder;
  private final Optional<ChildProcess> boards;
  private final ChildProcess appliance;
  private final Wire.Dialer dialer;
  private final Duration greetingAfter;

  /**
   * What kind of house.
   *
   * @param members how many, each with an iButton and credits; the first one is an admin
   * @param machines how many, each with a board
   * @param tls if present, the listener speaks TLS and shows this
   * @param books if present, a data folder that is there already, in place of a new one
   */
  record Shape(int members, int machines, Optional<ServerCertificate> tls, Optional<Path> books) {

    static Shape of(int members, int machines) {
      return new Shape(members, machines, Optional.empty(), Optional.empty());
    }

    Shape withTls(ServerCertificate certificate) {
      return new Shape(members, machines, Optional.of(certificate), books);
    }

    Shape withBooks(Path folder) {
      return new Shape(members, machines, tls, Optional.of(folder));
    }
  }

  private House(
      Path home,
      Path folder,
      Shape shape,
      Optional<ChildProcess> boards,
      ChildProcess appliance,
      long startedNanos)
      throws IOException, InterruptedException {
    this.home = home;
    this.folder = folder;
    this.boards = boards;
    this.appliance = appliance;
    int port = Integer.parseInt(appliance.await(LISTENING).group(1));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    dialer =
        () ->
            shape.tls.isPresent()
                ? TlsWire.to(address, shape.tls.get().trust())
                : PlainWire.to(address);
    try (Wire first = dialer.dial()) {
      LoadConnection.begin(first, Talk.silent(true));
    }
    greetingAfter = Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /**
   * Builds and starts it.
   *
   * @param home the checkout
   * @param folder gets all its files; emptied first
   */
  static House open(Path home, Path folder, Shape shape) throws IOException, InterruptedException {
    int machines = shape.machines;
    empty(folder);
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(conf.resolve("machines"));
    Files.copy(home.resolve("conf/log4j2.xml"), conf.resolve("log4j2.xml"));
    Files.writeString(conf.resolve("appliance.yaml"), appliance(shape));
    Path password = Files.writeString(conf.resolve("password"), PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Optional<ChildProcess> boards =
        machines == 0 ? Optional.empty() : Optional.of(startBoards(folder, machines));
    try {
      if (boards.isPresent()) {
        List<MatchResult> ports = boards.get().await(BOARD, machines);
        for (int i = 0; i < machines; i++) {
          writeMachine(conf, i, ports.get(i).group(1));
        }
      }
      if (shape.books.isEmpty()) {
        addMembers(folder.resolve("data"), shape.members);
      }
      long startedNanos = System.nanoTime();
      ChildProcess appliance =
          ChildProcess.start(
              folder.resolve("appliance.log"),
              List.of(home.resolve("scripts/drinkd").toString(), "--conf", conf.toString()));
      House house = new House(home, folder, shape, boards, appliance, startedNanos);
      appliance.await(BOARD_UP, machines);
      return house;
    } catch (IOException | InterruptedException | RuntimeException e) {
      boards.ifPresent(ChildProcess::close);
      throw e;
    }
  }

  private static final String APPLIANCE =
      """
      name: Bench
      data: %s
      listeners:
        - name: sunday
          protocol: sunday
          host: 127.0.0.1
          port: 0
          connections: { all: 20000, per-address: 20000 }
          requests-per-second: { connection: 10000000, address: 10000000 }
          %s
      limits:
        # All clients may wait for one board: refusals would be no drops.
        queue-per-board: 2000
      """;

  private static String appliance(Shape shape) {
    String data = shape.books.map(Path::toString).orElse("../data");
    String tls =
        shape
            .tls
            .map(
                files ->
                    "tls: { certificate: %s, key: %s }".formatted(files.certificate(), files.key()))
            .orElse("");
    return APPLIANCE.formatted(data, tls);
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static ChildProcess startBoards(Path folder, int count) throws IOException {
    return ChildProcess.start(
        folder.resolve("boards.log"),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            BoardsMain.class.getName(),
            String.valueOf(count),
            String.valueOf(SLOTS),
            PASSWORD));
  }

  private static void writeMachine(Path conf, int number, String board) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            name: Machine %d
            location: here
            driver: tini390
            connect: %s
            password: { file: password }
            slots:
            """
                .formatted(number, board));
    for (int slot = 1; slot <= SLOTS; slot++) {
      text.append(
          "  - { slot: %d, item: Drink %d, price: 1, count: 1000000 }%n".formatted(slot, slot));
    }
    Files.writeString(conf.resolve("machines").resolve(machine(number) + ".yaml"), text);
  }

  /** Straight into the books: a thousand calls of a command would take minutes. */
  private static void addMembers(Path data, int count) {
    try (Store store = Store.open(data)) {
      Ledger ledger = new Ledger(store, Clock.systemUTC());
      try (Members members = new Members(store, ledger, Clock.systemUTC(), 0)) {
        List<CompletableFuture<Member>> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          NewMember member =
              new NewMember("member" + i, Optional.empty(), i == 0, CREDITS, List.of(ibutton(i)));
          added.add(members.add(member, "bench"));
        }
        added.forEach(CompletableFuture::join);
      }
    }
  }

  /** The id of the iButton of the member of that number, from 0. */
  static String ibutton(int member) {
    return String.format(Locale.ROOT, "%08x", member);
  }

  /** The id of the machine of that number, from 0. */
  static String machine(int number) {
    return "m" + number;
  }

  /** Opens one more connection. */
  Wire dial() throws IOException {
    return dialer.dial();
  }

  /** From the start of the process until it greeted the first client. */
  Duration greetingAfter() {
    return greetingAfter;
  }

  ChildProcess appliance() {
    return appliance;
  }

  Optional<ChildProcess> boards() {
    return boards;
  }

  Path folder() {
    return folder;
  }

  /** Ends the appliance, and has the books verified. */
  void endAndVerify() throws IOException, InterruptedException, TimeoutException {
    appliance.close();
    Path said = folder.resolve("verify.log");
    try (ChildProcess verify =
        ChildProcess.start(
            said,
            List.of(
                home.resolve("scripts/drinkd").toString(),
                "--conf",
                folder.resolve("conf").toString(),
                "ledger",
                "verify"))) {
      int code = verify.awaitEnd();
      if (code != 0) {
        throw new IOException("the books are not sound after the run, see " + said);
      }
    }
  }

  @Override
  public void close() {
    appliance.close();
    boards.ifPresent(ChildProcess::close);
  }
}
