package io.drinkd.bench.setup;

import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.TlsWire;
import io.drinkd.bench.load.Wire;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * What one run needs: members with credits, machines with simulated boards, and the appliance of a
 * build between them, started by the build's own {@code scripts/drinkd} with its own log settings.
 */
public final class BenchSetup implements AutoCloseable {

  public static final int SLOTS = 5;

  /**
   * No setup makes more members: each is made by a process of the build's own script, so that a
   * build is reached in no other way than by whoever uses it. Clients share them.
   */
  public static final int MEMBERS_MAX = 16;

  /** The one member whose password is known. */
  public static final String GUARDED = "guarded";

  public static final String GUARDED_PASSWORD = "its own";

  static final Pattern LISTENING =
      Pattern.compile("listening after \\d+ ms: .* on 127\\.0\\.0\\.1:(\\d+)");

  private static final Pattern WEB = Pattern.compile("web on 127\\.0\\.0\\.1:(\\d+)");

  private static final Pattern TELNET = Pattern.compile("telnet on 127\\.0\\.0\\.1:(\\d+)");

  private static final Pattern BOARD_UP = Pattern.compile(" UP: ");

  private final Build build;
  private final SetupFolder files;
  private final Boards boards;
  private final boolean ownBoards;
  private final ChildProcess appliance;
  private final InetSocketAddress address;
  private final Wire.Dialer dialer;
  private final Duration greetingAfter;

  private BenchSetup(
      Build build, SetupFolder files, SetupShape shape, Boards boards, boolean ownBoards)
      throws IOException, InterruptedException {
    this.build = build;
    this.files = files;
    this.boards = boards;
    this.ownBoards = ownBoards;
    long startedNanos = System.nanoTime();
    appliance =
        ChildProcess.start(files.folder().resolve("appliance.log"), build.command(files.conf()));
    try {
      int port = Integer.parseInt(appliance.await(LISTENING).group(1));
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      dialer = dialer(address, shape);
      try (Wire first = dialer.dial()) {
        LoadConnection.begin(first, Script.silent(true));
      }
      greetingAfter = Duration.ofNanos(System.nanoTime() - startedNanos);
      appliance.await(BOARD_UP, shape.machines());
    } catch (IOException | InterruptedException | RuntimeException e) {
      appliance.close();
      throw e;
    }
  }

  private static Wire.Dialer dialer(InetSocketAddress address, SetupShape shape) {
    return shape
        .tls()
        .<Wire.Dialer>map(certificate -> () -> TlsWire.to(address, certificate.trust()))
        .orElse(() -> PlainWire.to(address));
  }

  /**
   * Builds and starts it, with boards of its own.
   *
   * @param folder gets all its files; emptied first
   */
  public static BenchSetup open(Build build, Path folder, SetupShape shape)
      throws IOException, InterruptedException, TimeoutException {
    Boards boards = Boards.start(build.folder(), Math.max(1, shape.machines()));
    try {
      return open(build, folder, shape, boards, true);
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      boards.close();
      throw e;
    }
  }

  /** The same with boards that others use before and after, of which there are enough. */
  public static BenchSetup open(Build build, Path folder, SetupShape shape, Boards boards)
      throws IOException, InterruptedException, TimeoutException {
    return open(build, folder, shape, boards, false);
  }

  private static BenchSetup open(
      Build build, Path folder, SetupShape shape, Boards boards, boolean ownBoards)
      throws IOException, InterruptedException, TimeoutException {
    SetupFolder files = SetupFolder.make(build, folder, shape);
    for (int i = 0; i < shape.machines(); i++) {
      files.writeMachine(machine(i), boards.addresses().get(i));
    }
    files.copyBooks(
        shape.books().isPresent() ? shape.books().get() : PreparedBooks.of(build, shape.members()));
    return new BenchSetup(build, files, shape, boards, ownBoards);
  }

  /** Starts an appliance of files that have all, with boards that others end. */
  static BenchSetup start(Build build, SetupFolder files, SetupShape shape, Boards boards)
      throws IOException, InterruptedException {
    return new BenchSetup(build, files, shape, boards, false);
  }

  /** The name of the member of that number, from 0. */
  public static String member(int number) {
    return "member" + number;
  }

  /** The id of the iButton of the member of that number, from 0. */
  public static String ibutton(int member) {
    return String.format(Locale.ROOT, "%08x", member);
  }

  /** The id of the machine of that number, from 0. */
  public static String machine(int number) {
    return "m" + number;
  }

  /**
   * A member who looks at a machine and sends a request again and again.
   *
   * @param member from 0; there may be more numbers than members, who then have several
   */
  public static Script script(int member, int machine, String request) {
    return new Script(
        true,
        List.of("IBUTTON " + ibutton(member % MEMBERS_MAX), "MACHINE " + machine(machine)),
        request);
  }

  /** The same of the admin, who is none by a card, at the first machine. */
  public static Script adminScript(String request) {
    return new Script(
        true,
        List.of("USER " + member(0), "PASS " + PreparedBooks.ANY_PASSWORD, "MACHINE " + machine(0)),
        request);
  }

  public InetSocketAddress address() {
    return address;
  }

  /** Where its web door is, if its shape has one. */
  public InetSocketAddress web() throws IOException, InterruptedException {
    return listener(WEB);
  }

  /** Where its telnet door is, if its shape has one. */
  InetSocketAddress telnet() throws IOException, InterruptedException {
    return listener(TELNET);
  }

  private InetSocketAddress listener(Pattern line) throws IOException, InterruptedException {
    int port = Integer.parseInt(appliance.await(line).group(1));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Makes a token of the member of that number, by which programs ask its web door. */
  public String token(int member) throws IOException {
    try (Wire wire = dial()) {
      String made =
          LoadConnection.begin(
              wire,
              new Script(
                  true,
                  List.of(
                      "USER " + member(member % MEMBERS_MAX),
                      "PASS " + PreparedBooks.ANY_PASSWORD,
                      "MKTOKEN bench"),
                  ""));
      return made.substring(made.lastIndexOf(' ') + 1);
    }
  }

  /** Opens one more connection. */
  public Wire dial() throws IOException {
    return dialer.dial();
  }

  /** How long an operator's command takes that the appliance carries out, as a whole process. */
  public Duration timeCommand(String... arguments)
      throws IOException, InterruptedException, TimeoutException {
    return time(build.command(files.conf(), arguments));
  }

  /** How long a command of the member's program takes, as a whole process. */
  public Duration timeDrink(String... words)
      throws IOException, InterruptedException, TimeoutException {
    return time(build.drink(address.getPort(), words));
  }

  /** How long an empty Java program takes, as a whole process. */
  public Duration timeEmptyProgram() throws IOException, InterruptedException, TimeoutException {
    Path classes = Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0]);
    return time(List.of("java", "-cp", classes.toString(), EmptyProgram.class.getName()));
  }

  private Duration time(List<String> command)
      throws IOException, InterruptedException, TimeoutException {
    Path log = files.folder().resolve("command.log");
    long startedNanos = System.nanoTime();
    try (ChildProcess process = ChildProcess.start(log, command)) {
      int code = process.awaitEnd();
      Duration taken = Duration.ofNanos(System.nanoTime() - startedNanos);
      // With 1 a status ends that has found something, such as no backup yet.
      if (code > 1) {
        throw new IOException(command + " ended with " + code + ", see " + log);
      }
      return taken;
    }
  }

  /** From the start of the process until it greeted the first client. */
  public Duration greetingAfter() {
    return greetingAfter;
  }

  public ChildProcess appliance() {
    return appliance;
  }

  public ChildProcess boards() {
    return boards.process();
  }

  /** Where its files are, on the file system of the books. */
  public Path folder() {
    return files.folder();
  }

  /** Ends the appliance, and has the books verified. */
  public void endAndVerify() throws IOException, InterruptedException, TimeoutException {
    appliance.close();
    verify(build, files);
  }

  /** The files of an appliance that has started once, and so has tables and nothing in them. */
  public static SetupFolder emptyBooks(Build build, Path folder)
      throws IOException, InterruptedException {
    return PreparedBooks.empty(build, folder);
  }

  /** The data folder of books with all members, whose appliance was ended in good order. */
  public static Path books(Build build) throws IOException, InterruptedException, TimeoutException {
    return PreparedBooks.of(build, MEMBERS_MAX);
  }

  /** Has books verified by the build that they belong to, whose appliance does not run. */
  public static void verify(Build build, SetupFolder files)
      throws IOException, InterruptedException, TimeoutException {
    Path log = files.folder().resolve("verify.log");
    try (ChildProcess verify =
        ChildProcess.start(log, build.command(files.conf(), "ledger", "verify"))) {
      if (verify.awaitEnd() != 0) {
        throw new IOException("the books are not sound, see " + log);
      }
    }
  }

  @Override
  public void close() {
    appliance.close();
    if (ownBoards) {
      boards.close();
    }
  }
}
