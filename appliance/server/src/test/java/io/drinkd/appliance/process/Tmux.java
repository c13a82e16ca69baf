package io.drinkd.appliance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;

/**
 * A program on a terminal that tmux plays, with a tmux of its own. Its screens are compared with
 * files; with the property {@code screens=write} they are written instead.
 */
public final class Tmux implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final boolean WRITE = "write".equals(System.getProperty("screens"));

  private static final Path SCREENS =
      Path.of(System.getProperty("drinkd.home"))
          .resolve("appliance/server/src/test/resources/screens");

  private final Path folder;

  private Tmux(Path folder) {
    this.folder = folder;
  }

  /** Skips the test, and says so, where one of these programs is missing, or tmux itself. */
  public static void require(String... programs) {
    Stream.concat(Stream.of("tmux"), Stream.of(programs))
        .forEach(
            program ->
                assumeTrue(
                    Stream.of("/usr/bin", "/bin")
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    "needs " + program));
  }

  /**
   * Runs a command of the shell on a terminal of that size. When it has ended, the terminal shows
   * {@code [ended]} and stays.
   */
  public static Tmux run(int columns, int rows, String command) throws IOException {
    Tmux tmux = new Tmux(Files.createTempDirectory("tmux"));
    tmux.call(
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        command + "; echo '[ended]'; exec cat >/dev/null");
    return tmux;
  }

  /** Types a text, key by key. */
  public Tmux type(String text) throws IOException {
    call("send-keys", "-l", text);
    return this;
  }

  /** Presses keys that tmux has names for, such as {@code Enter}, {@code C-u} and {@code Up}. */
  public Tmux press(String... keys) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    call(arguments.toArray(String[]::new));
    return this;
  }

  /** Pastes a text, all at once. */
  public Tmux paste(String text) throws IOException {
    call("set-buffer", text);
    call("paste-buffer");
    return this;
  }

  public Tmux resize(int columns, int rows) throws IOException {
    call("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    return this;
  }

  /** What is on the screen, without blanks at the ends of lines and without empty lines below. */
  public String screen() throws IOException {
    return call("capture-pane", "-p")
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }

  /**
   * Waits until the text is on the screen, but for blanks at its end. If it does not come, the
   * terminal is closed: where it was just opened, nobody else would.
   */
  public Tmux await(String text) throws IOException {
    try {
      awaitThat(() -> assertThat(screen()).contains(text.stripTrailing()));
    } catch (ConditionTimeoutException e) {
      close();
      throw e;
    }
    return this;
  }

  /**
   * Waits until the screen is that of a file.
   *
   * @param name of the file, such as {@code telnet/menu}
   * @param same makes what differs from run to run the same
   */
  public Tmux awaitScreen(String name, UnaryOperator<String> same) {
    Path file = SCREENS.resolve(name + ".txt");
    try {
      if (WRITE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, same.apply(quiet()) + "\n");
      }
      String expected = Files.readString(file).stripTrailing();
      awaitThat(() -> assertThat(same.apply(screen())).as(name).isEqualTo(expected));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private static void awaitThat(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  /** The screen when it has not changed for a while. */
  private String quiet() throws IOException {
    String[] last = {screen()};
    long[] since = {System.nanoTime()};
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              String now = screen();
              if (!now.equals(last[0])) {
                last[0] = now;
                since[0] = System.nanoTime();
              }
              return System.nanoTime() - since[0] > QUIET.toNanos();
            });
    return last[0];
  }

  private String call(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("tmux", "-u", "-f", "/dev/null", "-S", folder.resolve("s").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("TMUX");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  /** Ends the terminal and what runs on it. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    call("kill-server");
    Files.deleteIfExists(folder.resolve("s"));
    Files.deleteIfExists(folder);
  }
}
