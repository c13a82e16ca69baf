package io.drinkd.appliance.process;

import io.drinkd.driver.testkit.BoardModel;
import io.drinkd.driver.testkit.ReservedPort;
import io.drinkd.driver.testkit.SimulatedBoardMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A simulated board of 5 well-filled slots in a process of its own, which writes down each can that
 * it lets fall before it says so.
 */
public final class RunningBoard implements AutoCloseable {

  public static final int SLOTS = 5;

  private static final Pattern LISTENING = Pattern.compile("listening on .*:\\d+");

  private final Path canLog;
  private final Duration motorTime;
  private final BoardModel model;
  private final String machine;
  private final Optional<Journal> journal;

  /** Where it dials, if it does. */
  private OptionalInt dialled;

  /** Where it listens, if it does: kept while it is switched off. */
  private final Optional<ReservedPort> reserved;

  private ChildProcess process;

  /** How many commands this process was given. */
  private int commands;

  /** A can that fell: from which slot, and when, in milliseconds since 1970. */
  public record Can(int slot, long atMillis) {}

  /**
   * A board's log of all that happens.
   *
   * @param host the address on which the board listens
   * @param file gets a line for each event
   */
  private record Journal(String host, Path file) {}

  private RunningBoard(
      Path canLog, Duration motorTime, BoardModel model, String machine, OptionalInt dialled)
      throws IOException {
    this(canLog, motorTime, model, machine, dialled, Optional.empty());
  }

  private RunningBoard(
      Path canLog,
      Duration motorTime,
      BoardModel model,
      String machine,
      OptionalInt dialled,
      Optional<Journal> journal)
      throws IOException {
    this.journal = journal;
    this.canLog = canLog;
    this.motorTime = motorTime;
    this.model = model;
    this.machine = machine;
    this.dialled = dialled;
    this.reserved = dialled.isPresent() ? Optional.empty() : Optional.of(ReservedPort.any());
    this.process = launch();
    if (reserved.isPresent()) {
      process.await(LISTENING);
    }
  }

  /**
   * Switches a board on.
   *
   * @param canLog where it writes down the cans
   * @param motorTime from an order to the can's fall
   */
  public static RunningBoard start(Path canLog, Duration motorTime) throws IOException {
    return start(canLog, motorTime, BoardModel.TINI390);
  }

  /** The same of any model that listens. */
  public static RunningBoard start(Path canLog, Duration motorTime, BoardModel model)
      throws IOException {
    return new RunningBoard(canLog, motorTime, model, "d", OptionalInt.empty());
  }

  /** The same on an address of this host, with a log of all that happens, and when. */
  public static RunningBoard start(String host, Path canLog, Path log, Duration motorTime)
      throws IOException {
    Optional<Journal> journal = Optional.of(new Journal(host, log));
    return new RunningBoard(
        canLog, motorTime, BoardModel.TINI390, "d", OptionalInt.empty(), journal);
  }

  /** Switches on a board behind a broker. */
  public static RunningBoard startAt(Broker broker, String machine, Path canLog, Duration motorTime)
      throws IOException {
    return new RunningBoard(
        canLog, motorTime, BoardModel.MQTT, machine, OptionalInt.of(broker.port()));
  }

  /** Switches on a board that dials the port of an appliance. */
  public static RunningBoard startDialling(int port, Path canLog, Duration motorTime)
      throws IOException {
    return new RunningBoard(canLog, motorTime, BoardModel.TINI390, "d", OptionalInt.of(port));
  }

  private ChildProcess launch() throws IOException {
    List<String> command = BuiltFiles.java();
    command.addAll(
        List.of(
            "-Xmx64m",
            "-cp",
            BuiltFiles.boardClassPath(),
            SimulatedBoardMain.class.getName(),
            "--model",
            model.toString(),
            dialled.isPresent() ? "--dial" : "--listen",
            dialled.isPresent() ? "127.0.0.1:" + dialled.getAsInt() : String.valueOf(port()),
            "--machine",
            machine,
            "--redial",
            "200ms",
            "--password",
            HouseFolder.BOARD_PASSWORD,
            "--slots",
            String.valueOf(SLOTS),
            "--stock",
            "1000000",
            "--motor-time",
            motorTime.toString(),
            "--can-log",
            canLog.toString()));
    journal.ifPresent(
        one -> command.addAll(List.of("--host", one.host, "--log", one.file.toString())));
    return new ChildProcess("board " + canLog.getFileName(), new ProcessBuilder(command));
  }

  /** Where it is dialled, which stays the same over a restart, or where it dials. */
  public int port() {
    return reserved.map(ReservedPort::number).orElseGet(dialled::getAsInt);
  }

  /**
   * Has something go wrong: {@code nack}, {@code close} and so on, as the board's help says. An
   * order that is given after this finds the command carried out.
   */
  public void command(String line) {
    process.type(line);
    commands++;
    process.await(Pattern.compile("^command " + commands + ": "));
  }

  /** Waits for a line of what it says, such as {@code order slot 1}. */
  public void awaitLine(Pattern pattern) {
    process.await(pattern);
  }

  /** Ends its process at once. */
  public void kill() {
    process.kill();
  }

  /** Switches it on again after {@link #kill}, with the same port and can log. */
  public void startAgain() throws IOException {
    process = launch();
    commands = 0;
  }

  /** The same for a board that dials, and dials another port from now on. */
  public void startAgainDialling(int otherPort) throws IOException {
    dialled = OptionalInt.of(otherPort);
    startAgain();
  }

  /** The cans that fell until now, in their order. */
  public List<Can> cans() {
    try {
      String text = Files.exists(canLog) ? Files.readString(canLog, StandardCharsets.US_ASCII) : "";
      // A line that is being written has not fallen yet.
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(RunningBoard::can).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Can can(String line) {
    String[] words = line.split(" ");
    return new Can(Integer.parseInt(words[1]), Long.parseLong(words[2]));
  }

  @Override
  public void close() {
    process.kill();
    reserved.ifPresent(ReservedPort::close);
  }
}
