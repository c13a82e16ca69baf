package io.drinkd.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A terminal of tmux in which a command runs: what is typed, and what is on the screen. */
final class Screen implements AutoCloseable {

  private final Path folder;

  /** A screen of 80 by 24. */
  Screen(Path folder, List<String> command) throws IOException {
    this.folder = folder;
    List<String> line =
        new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"));
    String words = String.join(" ", command.stream().map(word -> "'" + word + "'").toList());
    // What the program said last stays to be seen.
    line.add(words + "; echo \"ended with $?\"; read -r rest");
    tmux(line);
  }

  static boolean isPossible() {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String tmux(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("TMUX");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      process.waitFor(120, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return output;
  }

  /** Types text, and Enter behind it. */
  Screen enter(String text) throws IOException {
    return type(text).key("Enter");
  }

  Screen type(String text) throws IOException {
    tmux(List.of("send-keys", "-l", text));
    return this;
  }

  /** Presses a key, by tmux's name of it. */
  Screen key(String name) throws IOException {
    tmux(List.of("send-keys", name));
    return this;
  }

  /** Pastes text, as a terminal does that marks it. */
  Screen paste(String text) throws IOException {
    tmux(List.of("set-buffer", text));
    tmux(List.of("paste-buffer", "-p"));
    return this;
  }

  void resize(int columns, int lines) throws IOException {
    tmux(List.of("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(lines)));
  }

  String text() {
    try {
      return tmux(List.of("capture-pane", "-p", "-J"));
    } catch (IOException e) {
      return "";
    }
  }

  /** The same with the sequences that colour it. */
  String styled() throws IOException {
    return tmux(List.of("capture-pane", "-p", "-e"));
  }

  /** Waits until a text is on the screen; returns all of it. */
  String await(String part) {
    return await(part, text -> text.contains(part));
  }

  /** Waits until what is on the screen is as a test wants it. */
  String awaitText(String what, Predicate<String> condition) {
    return await(what, condition);
  }

  /** Waits until the last line that is not empty is a text. */
  String awaitLast(String line) {
    return await("last line " + line, text -> last(text).equals(line));
  }

  static String last(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1).stripTrailing();
  }

  private String await(String what, Predicate<String> condition) {
    try {
      return Awaitility.await()
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(200))
          .until(this::text, condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not on the screen: " + what + "\n" + text(), e);
    }
  }

  @Override
  public void close() throws IOException {
    tmux(List.of("kill-server"));
  }
}
