package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that is measured or helps to measure. Its output goes to a file. */
public final class ChildProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Until a line appears: large books are checked before the appliance listens. */
  private static final Duration PATIENCE_TO_LISTEN = Duration.ofMinutes(5);

  /** To import ten million drops into a bank takes long. */
  private static final Duration PATIENCE_TO_END = Duration.ofHours(1);

  private static final long LOOK_AGAIN_MILLIS = 5;
  private static final double TICKS_A_SECOND = 100;

  private final Process process;
  private final Path output;
  private final Thread ender;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    // A run that is broken off leaves nothing behind.
    ender = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(ender);
  }

  /**
   * @param output gets its output; replaced if it is there
   */
  static ChildProcess start(Path output, List<String> command) throws IOException {
    return start(output, command, Path.of("/dev/null"));
  }

  /** The same with standard input from a file. */
  static ChildProcess start(Path output, List<String> command, Path input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(input.toFile()));
    return new ChildProcess(builder.start(), output);
  }

  /** Waits until a pattern matches its output so many times. */
  List<MatchResult> await(Pattern pattern, int count) throws IOException, InterruptedException {
    long most = System.nanoTime() + PATIENCE_TO_LISTEN.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      List<MatchResult> found = pattern.matcher(text()).results().toList();
      if (found.size() >= count) {
        return found;
      }
      if (!alive || System.nanoTime() > most) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "no \"%s\" in %s%s; its output: %s",
                pattern,
                output,
                alive ? "" : ": the process ended",
                text()));
      }
      process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** All its output so far. */
  public String text() throws IOException {
    return Files.readString(output);
  }

  MatchResult await(Pattern pattern) throws IOException, InterruptedException {
    return await(pattern, 1).get(0);
  }

  /** Waits for its end and returns its exit code. */
  public int awaitEnd() throws InterruptedException, TimeoutException {
    if (!process.waitFor(PATIENCE_TO_END.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException("the process that writes " + output + " does not end");
    }
    return process.exitValue();
  }

  /** Whether it ends within that time, which this waits. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  public long pid() {
    return process.pid();
  }

  /** The processor time that it has used, in seconds; 0 when it has ended. */
  public double processorSeconds() {
    return processorSeconds(process.pid());
  }

  static double processorSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name, in brackets, may have blanks.
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS_A_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }

  /** What it has in memory, in bytes. */
  public long residentBytes() throws IOException {
    return 1_024 * status("VmRSS:");
  }

  /** How many threads it has. */
  public long threads() throws IOException {
    return status("Threads:");
  }

  private long status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("process " + process.pid() + " has no " + name);
  }

  /** How many files and sockets this process, and so each that it starts, may have open. */
  public static long descriptorsAllowed() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        return Long.parseLong(line.split(" {2,}")[1]);
      }
    }
    throw new IOException("/proc/self/limits does not say how many files may be open");
  }

  /** How many files and sockets it has open. */
  public long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.count();
    }
  }

  /** Whether it has a file of that name open. */
  public boolean hasOpen(String name) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.anyMatch(descriptor -> isOf(descriptor, name));
    }
  }

  private static boolean isOf(Path descriptor, String name) {
    try {
      return Files.readSymbolicLink(descriptor).endsWith(name);
    } catch (IOException e) {
      // Closed since it was listed.
      return false;
    }
  }

  /** Ends it, first by asking. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(ender);
    } catch (IllegalStateException e) {
      // The hooks run already, this one too.
      assert !ender.getState().equals(Thread.State.NEW);
    }
  }
}
