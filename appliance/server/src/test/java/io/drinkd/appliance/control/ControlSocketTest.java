package io.drinkd.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.NoAnswerException;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.control.call.ReplyFrames;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path temporary;
  private final ManualTimers timers = new ManualTimers();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private DataFolder folder;

  private record Reply(OptionalInt code, String out, String err) {}

  @BeforeEach
  void takeFolder() {
    folder = DataFolder.take(temporary.resolve("data"));
    opened.add(folder);
  }

  @AfterEach
  void closeAll() throws Exception {
    Collections.reverse(opened);
    for (AutoCloseable closeable : opened) {
      closeable.close();
    }
  }

  @Test
  void carriesCommandThereAndAnswerBack() throws IOException {
    List<CommandRequest> seen = new ArrayList<>();
    listen(
        (request, operator, out, err) -> {
          seen.add(request);
          out.println("Grüße");
          err.println("a line of error");
          return 3;
        });

    CommandRequest request =
        CommandRequest.here(List.of("user", "add", "zoë", ""), Map.of("TZ", "Asia/Tokyo"));
    Reply reply = send(request);

    assertThat(seen).containsExactly(request);
    assertThat(reply).isEqualTo(new Reply(OptionalInt.of(3), "Grüße\n", "a line of error\n"));
    assertThat(send(CommandRequest.here(List.of(), Map.of())).code()).hasValue(3);
    assertThat(seen.get(1)).isEqualTo(CommandRequest.here(List.of(), Map.of()));
  }

  @Test
  void whoeverOnlyLooksWhetherAnybodyListensLeavesNoWarning() throws IOException {
    try (CapturedLog log = CapturedLog.of(ControlConnection.class.getName(), Level.WARN)) {
      ControlSocket socket = listen((request, operator, out, err) -> 0);
      assertThat(client().isAnswered()).isTrue();
      assertThat(send(command("any")).code()).hasValue(0);
      // All that was received is dealt with then.
      socket.close();
      assertThat(log.warnings()).isEmpty();
    }
  }

  /** As of a process that was stopped: the kernel connects with it, and it does nothing. */
  @Test
  void isNotWaitedForWhenItDoesNotGreet() throws IOException {
    Path path = folder.makeSocketFolder().resolve("socket");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(path), 1);
      assertThat(client().isAnswered()).isTrue();

      assertThatThrownBy(() -> send(command("status")))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageStartingWith(
              "the appliance at " + path + " runs and does not answer within 5 s, so nothing");

      // Where no more are connected with it.
      for (int i = 0; i < 3; i++) {
        assertThat(client().isAnswered()).isTrue();
      }
      assertThatThrownBy(() -> send(command("status")))
          .isInstanceOf(NoAnswerException.class)
          .message()
          .hasLineCount(1);
      try (SocketChannel first = silent.accept()) {
        // Nothing that it would find when it continues.
        assertThat(first.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  @Test
  void passesOnWhoGivesCommand() throws IOException {
    List<Operator> seen = new ArrayList<>();
    listen(
        (request, operator, out, err) -> {
          seen.add(operator);
          return 0;
        });

    send(command("any"));
    send(withSudo("alice"));
    send(withSudo("x) operator:root\n(sudo " + "y".repeat(100)));

    String self = UnixUser.ofThisProcess();
    assertThat(seen)
        .extracting(Operator::actor)
        .containsExactly(
            "operator:" + self,
            "operator:" + self + " (sudo alice)",
            "operator:" + self + " (sudo x??operator?root??sudo?yyyyyyyyy)");
  }

  private static CommandRequest withSudo(String user) {
    return CommandRequest.here(List.of("any"), Map.of("SUDO_USER", user));
  }

  @Test
  void refusesCommandOfUnknownUser() throws IOException {
    List<Operator> seen = new ArrayList<>();
    // The kernel does not know who is at the other end of a TCP connection.
    try (ServerSocketChannel server =
            ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
      new ControlConnection(server.accept(), timers, () -> false)
          .serve(
              (request, operator, terminal) -> {
                seen.add(operator);
                return 0;
              },
              new CommandPlaces().enter(() -> {}).orElseThrow());

      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int code =
          ReplyFrames.receive(
              new DataInputStream(Channels.newInputStream(client)),
              new DataOutputStream(Channels.newOutputStream(client)),
              List.of(),
              new ProcessTerminal(new ByteArrayOutputStream(), err));
      assertThat(code).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString(StandardCharsets.UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("the system does not say which user gives this command (")
          .endsWith("); nothing was done");
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void carriesLongAnswer() throws IOException {
    String line = "0123456789".repeat(10);
    listen(
        (request, operator, out, err) -> {
          Collections.nCopies(20_000, line).forEach(out::println);
          return 0;
        });

    Reply reply = send(command("any"));

    assertThat(reply.code()).hasValue(0);
    assertThat(reply.out().lines()).hasSize(20_000).allMatch(line::equals);
  }

  @Test
  void passesAnswerOnBeforeCommandEnds() throws IOException {
    CountDownLatch seen = new CountDownLatch(1);
    listen(
        (request, operator, out, err) -> {
          out.println("begun");
          out.flush();
          awaitLatch(seen);
          return 0;
        });
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            seen.countDown();
          }
        };

    assertThat(client().run(command("any"), new ProcessTerminal(out, new ByteArrayOutputStream())))
        .hasValue(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("begun\n");
  }

  @Test
  void hasQuestionsAnsweredWhereTheCommandWasGiven() throws IOException {
    listen(
        SocketPlace.in(folder),
        (request, operator, terminal) -> {
          try {
            String typed = terminal.password();
            // No terminal here, so nobody can be asked.
            return typed.equals("p\u00e4ss \u20ac") && terminal.confirm("Sure?").isEmpty() ? 7 : 1;
          } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
          }
        });
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream("p\u00e4ss \u20ac\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(send(command("any")).code()).hasValue(7);
    } finally {
      System.setIn(stdin);
    }
  }

  @Test
  void readsNoFilesButThoseThatTheOperatorNames() throws IOException {
    Path file = Files.writeString(temporary.resolve("members.csv"), "name\nbob\n");
    List<String> read = new ArrayList<>();
    listen(
        SocketPlace.in(folder),
        (request, operator, terminal) -> {
          try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            terminal.file(file.toString(), 9, bytes);
            read.add(bytes.toString(StandardCharsets.UTF_8));
          } catch (IOException e) {
            read.add(e.getMessage());
          }
          return 0;
        });
    send(command(file.toString()));
    send(command("another"));
    Files.writeString(file, "name\nalice\n");
    send(command(file.toString()));
    Files.delete(file);
    send(command(file.toString()));

    assertThat(read)
        .containsExactly(
            "name\nbob\n",
            file + ": the appliance asks for a file that you have not named",
            file + ": has more than 9 bytes",
            file + ": cannot be read: " + file + " or a folder above it does not exist");
  }

  @Test
  void disconnectsWhoeverDoesNotAnswer() throws IOException {
    CompletableFuture<String> failed = new CompletableFuture<>();
    listen(
        SocketPlace.in(folder),
        (request, operator, terminal) -> {
          try {
            terminal.password();
          } catch (IOException e) {
            failed.complete("no answer");
          }
          return 1;
        });
    try (SocketChannel silent = connect()) {
      command("any").write(new DataOutputStream(Channels.newOutputStream(silent)));
      // The question arrives; then the patience for its answer begins.
      assertThat(silent.read(ByteBuffer.allocate(1))).isEqualTo(1);
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                timers.advance(ControlConnection.ANSWER_PATIENCE);
                return failed.isDone();
              });
    }
  }

  @Test
  void letsTheGroupOfItsFolderConnect() throws IOException {
    Path run = Files.createDirectory(temporary.resolve("run"));
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-x---"));
    Path path = run.resolve("control");
    // A killed process leaves its socket behind.
    try (ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      stale.bind(UnixDomainSocketAddress.of(path));
    }

    listen(SocketPlace.at(path), (request, operator, terminal) -> 7);

    PosixFileAttributes socket = Files.readAttributes(path, PosixFileAttributes.class);
    assertThat(PosixFilePermissions.toString(socket.permissions())).isEqualTo("rw-rw----");
    assertThat(socket.group())
        .isEqualTo(Files.readAttributes(run, PosixFileAttributes.class).group());
    ProcessTerminal nowhere =
        new ProcessTerminal(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    assertThat(new ControlClient(path).run(command("any"), nowhere)).hasValue(7);

    assertThatThrownBy(() -> listen(SocketPlace.at(path), (request, operator, terminal) -> 0))
        .hasMessage(
            path + ": another appliance listens there; give each its own control: or stop it");
  }

  /** Whatever the umask is: what can be reached has its rights already. */
  @Test
  void nobodyReachesTheSocketBeforeItsRightsAreRight() throws IOException {
    Path run = Files.createDirectory(temporary.resolve("run"));
    SocketPlace place = SocketPlace.at(run.resolve("control"));
    // As a process leaves it that is killed between the two.
    Files.createFile(Files.createDirectory(run.resolve(".new")).resolve("s"));

    place.prepare();
    Path folder = place.hidden().getParent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(place.hidden()));
      Files.setPosixFilePermissions(place.hidden(), PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(place.path()).doesNotExist();
      place.publish();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.path())))
        .isEqualTo("rw-rw----");
    assertThat(run).isDirectoryContaining(path -> path.endsWith("control"));
    assertThat(folder).doesNotExist();
  }

  @Test
  void putsNoSocketWhereItWouldNotBeSafe() throws IOException {
    Path missing = temporary.resolve("missing/control");
    assertThatThrownBy(() -> listen(SocketPlace.at(missing), (request, operator, terminal) -> 0))
        .hasMessage(
            missing.getParent()
                + ": there is no such folder; create it for the user and the group of drinkd");

    Path open = Files.createDirectory(temporary.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(
            () -> listen(SocketPlace.at(open.resolve("c")), (request, operator, terminal) -> 0))
        .hasMessage(
            open
                + ": found rwxrwxrwx, by which anybody could put a socket of their own there;"
                + " chmod go-w "
                + open);

    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> listen(SocketPlace.at(file), (request, operator, terminal) -> 0))
        .hasMessage(file + ": is no socket; let control: name another path");
    assertThat(file).exists();
  }

  /** Its group may give commands, and not take the appliance's place. */
  @Test
  void putsNoSocketWhereItsGroupCouldReplaceIt() throws IOException {
    Path above = Files.createDirectory(temporary.toRealPath().resolve("above"));
    Path run = Files.createDirectory(above.resolve("run"));
    SocketPlace place = SocketPlace.at(run.resolve("c"));

    for (Path open : List.of(run, above)) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
      assertThatThrownBy(() -> listen(place, (request, operator, terminal) -> 0))
          .hasMessage(
              open
                  + ": found rwxrwx---, by which its group could put a socket of their own there;"
                  + " chmod g-w "
                  + open);
      Files.setPosixFilePermissions(open, before);
    }
    listen(place, (request, operator, terminal) -> 0);
  }

  @Test
  void followsNoLinkWhereTheSocketIsCreated() throws IOException {
    Path run = Files.createDirectory(temporary.toRealPath().resolve("run"));
    Path elsewhere = Files.createDirectory(temporary.toRealPath().resolve("elsewhere"));
    Path other = Files.createFile(elsewhere.resolve("s"));
    Files.createSymbolicLink(run.resolve(".new"), elsewhere);
    SocketPlace place = SocketPlace.at(run.resolve("c"));

    assertThatThrownBy(() -> listen(place, (request, operator, terminal) -> 0))
        .hasMessage(run.resolve(".new") + ": is no folder of drinkd's; delete it");
    assertThat(other).exists();
  }

  @Test
  void onlyOwnerMayEnter() throws IOException {
    Path control = Files.createDirectory(folder.path().resolve("control"));
    Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxrwxrwx"));

    listen((request, operator, out, err) -> 0);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
        .isEqualTo("rwx------");
  }

  @Test
  void nobodyAnswersWithoutAppliance() throws IOException {
    assertThat(send(command("any")).code()).isEmpty();

    listen((request, operator, out, err) -> 0).close();
    assertThat(folder.path().resolve("control/socket")).doesNotExist();
    assertThat(send(command("any")).code()).isEmpty();
  }

  @Test
  void replacesSocketOfKilledProcess() throws IOException {
    Path path = folder.makeSocketFolder().resolve("socket");
    // Closing the channel leaves the file, as does the end of a process.
    try (ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      stale.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    assertThat(send(command("any")).code()).isEmpty();

    listen((request, operator, out, err) -> 7);

    assertThat(send(command("any")).code()).hasValue(7);
  }

  @Test
  void turnsAwayWhatIsTooMuchAtOnce() throws IOException {
    CountDownLatch running = new CountDownLatch(CommandPlaces.RUNNING_MAX);
    CountDownLatch end = new CountDownLatch(1);
    listen(
        (request, operator, out, err) -> {
          running.countDown();
          awaitLatch(end);
          return 0;
        });
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < CommandPlaces.RUNNING_MAX; i++) {
      replies.add(sendMeanwhile(command("wait")));
    }
    awaitLatch(running);

    Reply oneMore = send(command("more"));

    assertThat(oneMore.code()).hasValue(ExitCode.FAILED);
    assertThat(oneMore.err()).isEqualTo("more than 4 commands at once; try again\n");
    end.countDown();
    assertThat(replies).allSatisfy(reply -> assertThat(reply.join().code()).hasValue(0));
  }

  @Test
  void disconnectsWhoeverSendsNoCommand() throws IOException {
    listen((request, operator, out, err) -> 0);
    try (SocketChannel silent = connect()) {
      silent.configureBlocking(false);
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                timers.advance(ControlConnection.PATIENCE);
                return silent.read(ByteBuffer.allocate(1)) < 0;
              });
    }
    assertThat(send(command("any")).code()).hasValue(0);
  }

  @Test
  void cutsOffWhoeverDoesNotTakeTheAnswer() throws IOException {
    CompletableFuture<Boolean> gaveUp = new CompletableFuture<>();
    CountDownLatch running = new CountDownLatch(1);
    listen(
        (request, operator, out, err) -> {
          running.countDown();
          String line = "x".repeat(10_000);
          for (int i = 0; i < 10_000 && !out.checkError(); i++) {
            out.println(line);
          }
          gaveUp.complete(out.checkError());
          return 0;
        });
    try (SocketChannel deaf = connect()) {
      command("any").write(new DataOutputStream(Channels.newOutputStream(deaf)));
      awaitLatch(running);

      await()
          .atMost(LIMIT)
          .until(
              () -> {
                timers.advance(ControlConnection.PATIENCE);
                return gaveUp.isDone();
              });

      assertThat(gaveUp.join()).isTrue();
    }
  }

  @Test
  void survivesGarbage() throws IOException {
    listen((request, operator, out, err) -> 0);
    try (SocketChannel wrong = connect()) {
      wrong.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(1_000);
      while (wrong.read(answer) >= 0) {
        // Whoever it is reads why; then it is closed.
      }
      assertThat(new String(answer.array(), StandardCharsets.UTF_8))
          .contains("found a command of version 71, expected version 6\n");
    }
    assertThat(send(command("any")).code()).hasValue(0);
  }

  @Test
  void refusesToSendWhatIsTooLong() throws IOException {
    listen((request, operator, out, err) -> 0);

    assertThatThrownBy(() -> send(command("x".repeat(10_001))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a command has up to 100 arguments of up to 10000 characters each, and of 100000"
                + " together");
    assertThatThrownBy(() -> send(CommandRequest.here(Collections.nCopies(101, "x"), Map.of())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void closingEndsCommands() throws IOException {
    CountDownLatch running = new CountDownLatch(1);
    ControlSocket socket =
        listen(
            (request, operator, out, err) -> {
              running.countDown();
              awaitLatch(new CountDownLatch(1));
              return 0;
            });
    CompletableFuture<Reply> reply = sendMeanwhile(command("wait"));
    awaitLatch(running);

    socket.close();

    assertThatThrownBy(reply::join)
        .hasRootCauseMessage(
            "the appliance has closed the connection, as when it stops or is killed, or a question"
                + " waits too long: the command may have been carried out or not; see drinkd status"
                + " and drinkd audit before you repeat it");
  }

  @Test
  void saysThatPathIsTooLong() {
    DataFolder deep = DataFolder.take(temporary.resolve("d".repeat(100)));
    opened.add(deep);

    assertThatThrownBy(
            () ->
                ControlSocket.open(
                    SocketPlace.in(deep), (request, operator, terminal) -> 0, timers))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("allows for a socket; set data: to a shorter path");
  }

  @Test
  void findsFolderThatCannotBe() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(sent);
    command("any").write(out);
    String before = sent.toString(StandardCharsets.ISO_8859_1);
    String folder = Path.of("").toAbsolutePath().toString();
    String after = before.replace(folder, "\0".repeat(folder.length()));
    assertThat(after).isNotEqualTo(before);

    // One that drinkd's own client never sends.
    byte[] bytes = after.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () -> CommandRequest.read(new DataInputStream(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("found a working folder that no folder can have: ")
        .message()
        .hasLineCount(1);
  }

  private interface Command {
    int run(CommandRequest request, Operator operator, PrintWriter out, PrintWriter err);
  }

  private ControlSocket listen(Command command) throws IOException {
    return listen(
        SocketPlace.in(folder),
        (request, operator, terminal) -> {
          PrintWriter out = new PrintWriter(terminal.out(), false, StandardCharsets.UTF_8);
          PrintWriter err = new PrintWriter(terminal.err(), false, StandardCharsets.UTF_8);
          int code = command.run(request, operator, out, err);
          out.flush();
          err.flush();
          return code;
        });
  }

  private ControlSocket listen(SocketPlace place, CommandRunner runner) throws IOException {
    ControlSocket socket = ControlSocket.open(place, runner, timers);
    opened.add(socket);
    return socket;
  }

  private ControlClient client() {
    return new ControlClient(ControlPath.in(folder.path()));
  }

  /** Connected, and greeted. */
  private SocketChannel connect() throws IOException {
    Path path = folder.path().resolve("control/socket");
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    ByteBuffer greeting = ByteBuffer.allocate(3);
    while (greeting.hasRemaining()) {
      assertThat(channel.read(greeting)).isPositive();
    }
    return channel;
  }

  private Reply send(CommandRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OptionalInt code = client().run(request, new ProcessTerminal(out, err));
    return new Reply(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** On a thread of its own, for it waits for the answer. */
  private CompletableFuture<Reply> sendMeanwhile(CommandRequest request) {
    return CompletableFuture.supplyAsync(
        () -> sendUnchecked(request), task -> new Thread(task, "sender").start());
  }

  private Reply sendUnchecked(CommandRequest request) {
    try {
      return send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandRequest command(String argument) {
    return CommandRequest.here(List.of(argument), Map.of());
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
