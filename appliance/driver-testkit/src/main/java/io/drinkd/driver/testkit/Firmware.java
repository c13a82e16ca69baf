package io.drinkd.driver.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The program on a TINI board, serving one link. Like the real one it has one reader that also runs
 * the motor, so it reads nothing during a drop, and unexpected input crashes that reader for good
 * while the link stays up.
 */
final class Firmware {

  private static final Pattern DROP = Pattern.compile("3([0-9]{1,9})");

  /** How the reading of one link ended. */
  enum End {
    /** The link has ended; the board is ready for another one unless it was switched off. */
    UNLINKED,
    /** The reader has crashed. Only a power cycle helps. */
    DEAF
  }

  private final SimulatedBoardOptions options;
  private final SimulatedMachine machine;
  private final FaultQueue faults;
  private final CountDownLatch stopped;

  /**
   * @param faults the faults of the next orders
   * @param stopped opens when the board is switched off
   */
  Firmware(
      SimulatedBoardOptions options,
      SimulatedMachine machine,
      FaultQueue faults,
      CountDownLatch stopped) {
    this.options = options;
    this.machine = machine;
    this.faults = faults;
    this.stopped = stopped;
  }

  /** Serves the link until it ends. */
  End serve(BoardSocket link) throws InterruptedException {
    try {
      greet(link);
      for (Optional<String> line = link.readLine(); line.isPresent(); line = link.readLine()) {
        Optional<End> end = execute(line.get(), link);
        if (end.isPresent()) {
          return end.get();
        }
      }
    } catch (IOException e) {
      report("link broken: " + e.getMessage());
    }
    return End.UNLINKED;
  }

  /** The board does not wait for the answer to its login: it reports all that it knows at once. */
  private void greet(BoardSocket link) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(options.spelling().login(options.password()));
    lines.add(slots());
    machine.fahrenheit().ifPresent(f -> lines.add(options.spelling().temperature(f)));
    link.send(lines.toArray(String[]::new));
  }

  private String slots() {
    return options.spelling().slots(machine.loaded());
  }

  private Optional<End> execute(String line, BoardSocket link)
      throws IOException, InterruptedException {
    if (line.isEmpty() || !Character.isDigit(line.charAt(0))) {
      return crash(line);
    }
    switch (line.charAt(0)) {
      case '1' -> {
        report("login accepted");
        link.send(slots());
      }
      case '2' -> {
        report("login refused");
        return Optional.of(End.UNLINKED);
      }
      case '3' -> {
        return drop(line, link);
      }
      case '6' -> link.send(slots());
      default -> complain("was sent an unknown line, ignored: \"" + line + "\"");
    }
    return Optional.empty();
  }

  private Optional<End> drop(String line, BoardSocket link)
      throws IOException, InterruptedException {
    var order = DROP.matcher(line);
    if (!order.matches() || !machine.hasSlot(Integer.parseInt(order.group(1)))) {
      return crash(line);
    }
    int slot = Integer.parseInt(order.group(1));
    OrderFault fault = faults.next();
    report("order slot " + slot + (fault.equals(OrderFault.NONE) ? "" : " with " + fault.kind()));
    if (fault.kind() == OrderFault.Kind.SWALLOW) {
      return Optional.empty();
    }
    boolean fell = fault.kind() != OrderFault.Kind.NACK && runMotor(slot);
    if (isSwitchedOffWithin(fault.late())) {
      return Optional.of(End.UNLINKED);
    }
    return switch (fault.kind()) {
      case SILENCE -> Optional.empty();
      case CLOSE -> Optional.of(End.UNLINKED);
      case CUT -> {
        link.sendPart(fell ? "4" : "5");
        yield Optional.of(End.UNLINKED);
      }
      default -> {
        link.send(fell ? "4" : "5", slots());
        report("answered " + (fell ? "4" : "5") + " slot " + slot);
        yield Optional.empty();
      }
    };
  }

  /** Runs the motor of a slot; returns whether a can fell. */
  private boolean runMotor(int slot) throws IOException, InterruptedException {
    Optional<String> obstacle = machine.obstacle(slot);
    if (obstacle.isPresent()) {
      report("no can: " + obstacle.get());
      return false;
    }
    if (isSwitchedOffWithin(options.motorTime())) {
      return false;
    }
    OptionalLong can = machine.dropCan(slot);
    report(can.isPresent() ? "can " + can.getAsLong() + " slot " + slot : "no can after all");
    return can.isPresent();
  }

  private boolean isSwitchedOffWithin(Duration time) throws InterruptedException {
    return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Optional<End> crash(String line) {
    complain("DEAF from now on, the firmware crashes on the line \"" + line + "\"");
    return Optional.of(End.DEAF);
  }

  private void report(String event) {
    options.events().accept(event);
  }

  private void complain(String complaint) {
    options.complaints().accept(complaint);
  }
}
