package io.drinkd.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.control.call.Terminal;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many operators at once, of whom some do not continue: they keep nobody else out. */
class CrowdAtTheSocketTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What may be connected at once, and some more. */
  private static final int CROWD = 20;

  @TempDir Path temporary;
  private final ManualTimers timers = new ManualTimers();
  private final List<SocketChannel> crowd = new ArrayList<>();
  private DataFolder folder;
  private ControlSocket socket;

  @BeforeEach
  void listen() throws IOException {
    folder = DataFolder.take(temporary.resolve("data"));
    socket =
        ControlSocket.open(
            SocketPlace.in(folder),
            (request, operator, terminal) -> {
              try {
                return run(request.arguments(), terminal);
              } catch (IOException e) {
                say(FileFailure.reason(e), terminal.err());
                return ExitCode.FAILED;
              }
            },
            timers);
  }

  private static int run(List<String> arguments, Terminal terminal) throws IOException {
    switch (arguments.get(0)) {
      case "ask" -> terminal.password();
      case "confirm" -> terminal.confirm("Sure?");
      case "file" -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        terminal.file(arguments.get(1), 100_000, bytes);
        say(bytes.size() + " bytes", terminal.out());
      }
      default -> say("done", terminal.out());
    }
    return ExitCode.WELL;
  }

  private static void say(String text, OutputStream to) {
    try {
      to.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Nobody is there.
    }
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel one : crowd) {
      one.close();
    }
    socket.close();
    folder.close();
  }

  private SocketChannel enter() throws IOException {
    SocketChannel channel =
        SocketChannel.open(
            UnixDomainSocketAddress.of(folder.path().resolve("control").resolve("socket")));
    crowd.add(channel);
    ByteBuffer greeting = ByteBuffer.allocate(3);
    while (greeting.hasRemaining() && channel.read(greeting) >= 0) {
      // Greeted, or disconnected.
    }
    return channel;
  }

  /** One that does not answer what it is asked. */
  private SocketChannel askedBy(String... command) throws IOException {
    SocketChannel channel = enter();
    CommandRequest.here(List.of(command), Map.of())
        .write(new DataOutputStream(Channels.newOutputStream(channel)));
    assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(1);
    return channel;
  }

  private String say(String... command) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    new ControlClient(ControlPath.in(folder.path()))
        .run(CommandRequest.here(List.of(command), Map.of()), new ProcessTerminal(said, said));
    return said.toString(StandardCharsets.UTF_8);
  }

  private static boolean isClosed(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    ByteBuffer bytes = ByteBuffer.allocate(1_000);
    try {
      return channel.read(bytes) < 0;
    } catch (IOException e) {
      // Closed while something that it had sent was not read.
      return true;
    }
  }

  @Test
  void whoeverDoesNotAnswerKeepsNobodyOut() throws IOException {
    SocketChannel first = askedBy("ask");
    for (int i = 1; i < CROWD; i++) {
      askedBy(i % 2 == 0 ? "ask" : "confirm");
    }

    assertThat(say("any")).isEqualTo("done");
    await().atMost(LIMIT).until(() -> isClosed(first));
    assertThat(isClosed(crowd.get(CROWD - 1))).isFalse();
  }

  @Test
  void whoeverSendsHalfACommandKeepsNobodyOut() throws IOException {
    SocketChannel first = enter();
    for (int i = 1; i < CROWD; i++) {
      enter().write(ByteBuffer.wrap(new byte[] {6, 0}));
    }

    assertThat(say("any")).isEqualTo("done");
    await().atMost(LIMIT).until(() -> isClosed(first));
  }

  /** Nobody knows how long they have to wait, so the next one does not wait at all. */
  @Test
  void receivesOneFileAtATime() throws IOException {
    Path file = Files.write(temporary.resolve("file"), new byte[50_000]);
    SocketChannel silent = askedBy("file", file.toString());

    assertThat(say("file", file.toString()))
        .isEqualTo(file + ": another command receives a file now; try again when that has ended");
    assertThat(say("any")).isEqualTo("done");

    silent.close();
    await().atMost(LIMIT).until(() -> say("file", file.toString()).equals("50000 bytes"));
  }

  @Test
  void saysThatAFileIsTooLong() throws IOException {
    Path file = Files.write(temporary.resolve("file"), new byte[100_001]);

    assertThat(say("file", file.toString())).isEqualTo(file + ": has more than 100000 bytes");
  }
}
