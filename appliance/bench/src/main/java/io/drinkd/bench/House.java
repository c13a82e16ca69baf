package io.drinkd.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A house for one run: members with credits, machines with simulated boards, and the appliance
 * between them, started as {@code scripts/drinkd} starts it, with the shipped log settings.
 */
final class House implements AutoCloseable {

  static final int SLOTS = 5;

  /** The one member who has a password. */
  static final String GUARDED = "guarded";

  private static final Pattern LISTENING =
      Pattern.compile("listening after \\d+ ms: .* on 127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern BOARD = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");
  private static final Pattern BOARD_UP = Pattern.compile(" UP: ");

  private final Path home;
  private final Path folder;
  private final Optional<ChildProcess> boards;
  private final ChildProcess appliance;
  private final InetSocketAddress address;
  private final Wire.Dialer dialer;
  private final Duration greetingAfter;

  private House(
      Path home,
      Path folder,
      HouseShape shape,
      Optional<ChildProcess> boards,
      ChildProcess appliance,
      long startedNanos)
      throws IOException, InterruptedException {
    this.home = home;
    this.folder = folder;
    this.boards = boards;
    this.appliance = appliance;
    int port = Integer.parseInt(appliance.await(LISTENING).group(1));
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    dialer =
        () ->
            shape.tls().isPresent()
                ? TlsWire.to(address, shape.tls().get().trust())
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
  static House open(Path home, Path folder, HouseShape shape)
      throws IOException, InterruptedException {
    int machines = shape.machines();
    HouseFolder files = HouseFolder.make(home, folder, shape);
    Optional<ChildProcess> boards =
        machines == 0 ? Optional.empty() : Optional.of(startBoards(folder, machines));
    try {
      if (boards.isPresent()) {
        List<MatchResult> ports = boards.get().await(BOARD, machines);
        for (int i = 0; i < machines; i++) {
          files.writeMachine(i, ports.get(i).group(1));
        }
      }
      files.writeBooks(shape);
      long startedNanos = System.nanoTime();
      ChildProcess appliance =
          ChildProcess.start(
              folder.resolve("appliance.log"),
              List.of(
                  home.resolve("scripts/drinkd").toString(), "--conf", files.conf().toString()));
      House house = new House(home, folder, shape, boards, appliance, startedNanos);
      appliance.await(BOARD_UP, machines);
      return house;
    } catch (IOException | InterruptedException | RuntimeException e) {
      boards.ifPresent(ChildProcess::close);
      throw e;
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
            HouseFolder.PASSWORD));
  }

  /** The name of the member of that number, from 0. */
  static String member(int number) {
    return "member" + number;
  }

  /** The id of the iButton of the member of that number, from 0. */
  static String ibutton(int member) {
    return String.format(Locale.ROOT, "%08x", member);
  }

  /** The id of the machine of that number, from 0. */
  static String machine(int number) {
    return "m" + number;
  }

  InetSocketAddress address() {
    return address;
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
