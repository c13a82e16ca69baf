package io.drinkd.appliance.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A process that a test started, and that does not outlive the test's own. */
final class ChildProcess {

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end"));
  }

  private static final long PATIENCE_SECONDS = 60;

  private final String name;
  private final Process process;
  private final ProcessOutput output;

  ChildProcess(String name, ProcessBuilder builder) throws IOException {
    this.name = name;
    this.process = builder.redirectErrorStream(true).start();
    RUNNING.add(process);
    process.onExit().thenAccept(RUNNING::remove);
    this.output = new ProcessOutput(process, name);
  }

  MatchResult await(Pattern pattern) {
    return output.await(pattern);
  }

  /** Its number in the system. */
  long pid() {
    return process.pid();
  }

  /** The last lines of its output; of a process that has ended, once all of it is read. */
  String output() {
    return process.isAlive() ? output.text() : output.complete();
  }

  /** Reads its output no more, or again. */
  void pauseOutput(boolean now) {
    output.pause(now);
  }

  /** All that it said, the latest lines of it; the process has ended. */
  String allSaid() {
    return output.complete();
  }

  /** Writes a line to its standard input. */
  void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not read \"" + line + "\"; " + output(), e);
    }
  }

  /** Ends it at once, as a power cut would, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end, by SIGTERM, and waits until it has; returns its exit code. */
  int stop() {
    terminate();
    return awaitEnd();
  }

  /** Asks it to end, by SIGTERM. */
  void terminate() {
    // By the handle: the process itself would close the streams, and its last words were lost.
    process.toHandle().destroy();
  }

  /** Sends it a signal, such as {@code HUP}. */
  void signal(String signal) {
    String pid = String.valueOf(process.pid());
    try {
      // Built into the shell; the program of that name is not on every Debian.
      String kill = "kill -" + signal + " " + pid;
      int code = new ProcessBuilder("sh", "-c", kill).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(kill + " ended with " + code);
      }
    } catch (IOException e) {
      throw new IllegalStateException("kill cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " was being signalled", e);
    }
  }

  /** Whether it is stopped, as by SIGSTOP. */
  boolean isStopped() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
  }

  /** Whether it ends within a time, by itself. */
  boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /** Waits until it ends by itself; returns its exit code. */
  int awaitEnd() {
    if (!endsWithin(Duration.ofSeconds(PATIENCE_SECONDS))) {
      throw new IllegalStateException(
          name + " does not end within " + PATIENCE_SECONDS + " s; its output:\n" + output());
    }
    return process.exitValue();
  }
}
