package io.drinkd.appliance.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The real appliance, run as {@code scripts/drinkd} runs it, from a {@link HouseFolder}. */
public final class RunningAppliance implements AutoCloseable {

  private static final Pattern LISTENING =
      Pattern.compile("listening after .*\\bsunday on [0-9.]+:(\\d+)");

  private static final Pattern BOARDS = Pattern.compile("boards dial in on port (\\d+)");

  private final ChildProcess process;

  RunningAppliance(ChildProcess process) {
    this.process = process;
  }

  /** Starts it, and does not wait for more than the process itself. */
  public static RunningAppliance start(HouseFolder house) throws IOException {
    return start(house, Optional.empty());
  }

  /**
   * Starts it with a point at which it ends, as with exit code 137.
   *
   * @param crashAt as {@link io.drinkd.appliance.store.CrashPoint#PROPERTY} says it
   */
  public static RunningAppliance start(HouseFolder house, String crashAt) throws IOException {
    return start(house, Optional.of(crashAt));
  }

  /**
   * What is around a process.
   *
   * @param prefix what its command line begins with, such as a program that moves it to another
   *     network
   * @param environment variables besides those of this process
   */
  public record Surroundings(List<String> prefix, Map<String, String> environment) {}

  /** Starts it somewhere else, with a point at which it ends or stops. */
  public static RunningAppliance start(HouseFolder house, String crashAt, Surroundings around)
      throws IOException {
    List<String> command = new ArrayList<>(around.prefix);
    command.addAll(command(house, house.emptyTemporaryFolder(), Optional.of(crashAt)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(around.environment);
    return start(builder);
  }

  /** Starts it with umask 000, and without a folder for temporary files. */
  public static RunningAppliance startWithoutMask(HouseFolder house) throws IOException {
    Path nowhere = house.file("no-such-folder");
    return start(OneCommand.withoutMask(command(house, nowhere, Optional.empty())));
  }

  /** Starts it with a limit on the number of files that it may have open. */
  public static RunningAppliance startWithFiles(HouseFolder house, int most) throws IOException {
    List<String> shell =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "sh"));
    shell.addAll(command(house, house.emptyTemporaryFolder(), Optional.empty()));
    return start(new ProcessBuilder(shell));
  }

  /**
   * Starts it with its whole heap in memory, which else takes its place little by little, so that
   * whatever grows is not the heap.
   */
  public static RunningAppliance startWithWholeHeap(HouseFolder house) throws IOException {
    List<String> command = command(house, house.emptyTemporaryFolder(), Optional.empty());
    command.add(1, "-Xms256m");
    command.add(1, "-XX:+AlwaysPreTouch");
    return start(new ProcessBuilder(command));
  }

  private static RunningAppliance start(HouseFolder house, Optional<String> crashAt)
      throws IOException {
    return start(new ProcessBuilder(command(house, house.emptyTemporaryFolder(), crashAt)));
  }

  private static List<String> command(
      HouseFolder house, Path temporaryFolder, Optional<String> crashAt) {
    List<String> command = BuiltFiles.applianceJava();
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx256m",
            "-Djava.io.tmpdir=" + temporaryFolder,
            "-Ddrinkd.plugins=" + BuiltFiles.drivers()));
    crashAt.ifPresent(point -> command.add("-Ddrinkd.crash-at=" + point));
    command.addAll(
        List.of(
            "-cp",
            BuiltFiles.applianceClassPath(),
            "io.drinkd.appliance.Main",
            "--conf",
            house.conf().toString()));
    return command;
  }

  private static RunningAppliance start(ProcessBuilder builder) throws IOException {
    builder.environment().put(HouseFolder.PASSWORD_VARIABLE, HouseFolder.BOARD_PASSWORD);
    return new RunningAppliance(new ChildProcess("the appliance", builder));
  }

  /**
   * The port of its listener; waits until it is open.
   *
   * @throws IllegalStateException with all output of the process, if it ends before
   */
  public int port() {
    return Integer.parseInt(process.await(LISTENING).group(1));
  }

  /** The port on which boards dial in; waits until it is open. */
  public int boardsPort() {
    return Integer.parseInt(process.await(BOARDS).group(1));
  }

  /** Its number in the system. */
  public long pid() {
    return process.pid();
  }

  /** Waits for a line of its log. */
  public void awaitLog(Pattern pattern) {
    process.await(pattern);
  }

  /** Reads its log no more, as a terminal after Ctrl-S, or again. */
  public void pauseLog(boolean now) {
    process.pauseOutput(now);
  }

  /** The last lines of its log. */
  public String log() {
    return process.output();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Ends it by SIGTERM; returns its exit code. */
  public int stop() {
    return process.stop();
  }

  /** Sends it SIGTERM. */
  public void terminate() {
    process.terminate();
  }

  /** Sends it SIGHUP, as an admin does who has changed its configuration. */
  public void hangUp() {
    process.signal("HUP");
  }

  /** Sends it a signal, such as {@code STOP} or {@code CONT}. */
  public void signal(String signal) {
    process.signal(signal);
  }

  /** Whether it stands still, as after SIGSTOP. */
  public boolean isStopped() throws IOException {
    return process.isStopped();
  }

  /** Whether it ends by itself within a time. */
  public boolean endsWithin(Duration time) {
    return process.endsWithin(time);
  }

  /** Waits until it ends by itself; returns its exit code. */
  public int awaitEnd() {
    return process.awaitEnd();
  }

  @Override
  public void close() {
    process.kill();
  }
}
