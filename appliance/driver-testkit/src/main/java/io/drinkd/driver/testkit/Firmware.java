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
 * What the program on a TINI board does with one link. Like the real one it has one reader that
 * also runs the motor, so it hears nothing while a drop is made, and what it does not expect ends
 * that reader for good while the link stays up.
 */
final class Firmware {

  private static final Pattern DROP = Pattern.compile("3([0-9]{1,9})");

  /** How the reading of one link ended. */
  enum End {
    /** The link is over; the board is ready for another one unless it was switched off. */
    UNLINKED,
    /** The reader has died. Nothing but a power cycle helps. */
    DEAF
  }

  private final SimulatedBoardOptions options;
  private final Cabinet cabinet;
  private final FaultQueue faults;
  private final CountDownLatch stopped;

  /**
   * @param faults what shall go wrong with the next orders
   * @param stopped opens when the board is switched off
   */
  Firmware(
      SimulatedBoardOptions options, Cabinet cabinet, FaultQueue faults, CountDownLatch stopped) {
    this.options = options;
    this.cabinet = cabinet;
    this.faults = faults;
    this.stopped = stopped;
  }

  /** Serves the link until it ends. */
  End serve(BoardSocket link) throws InterruptedException {
    try {
      greet(link);
      for (Optional<String> line = link.readLine(); line.isPresent(); line = link.readLine()) {
        Optional<End> end = obey(line.get(), link);
        if (end.isPresent()) {
          return end.get();
        }
      }
    } catch (IOException e) {
      tell("link broken: " + e.getMessage());
    }
    return End.UNLINKED;
  }

  /** The board does not wait to be let in: it says at once all that it knows. */
  private void greet(BoardSocket link) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(options.spelling().login(options.password()));
    lines.add(slots());
    cabinet.fahrenheit().ifPresent(f -> lines.add(options.spelling().temperature(f)));
    link.say(lines.toArray(String[]::new));
  }

  private String slots() {
    return options.spelling().slots(cabinet.loaded());
  }

  private Optional<End> obey(String line, BoardSocket link)
      throws IOException, InterruptedException {
    if (line.isEmpty() || !Character.isDigit(line.charAt(0))) {
      return dieOf(line);
    }
    switch (line.charAt(0)) {
      case '1' -> {
        tell("login accepted");
        link.say(slots());
      }
      case '2' -> {
        tell("login refused");
        return Optional.of(End.UNLINKED);
      }
      case '3' -> {
        return drop(line, link);
      }
      case '6' -> link.say(slots());
      default -> complain("sent a line that no board knows, ignored: \"" + line + "\"");
    }
    return Optional.empty();
  }

  private Optional<End> drop(String line, BoardSocket link)
      throws IOException, InterruptedException {
    var order = DROP.matcher(line);
    if (!order.matches() || !cabinet.hasSlot(Integer.parseInt(order.group(1)))) {
      return dieOf(line);
    }
    int slot = Integer.parseInt(order.group(1));
    OrderFault fault = faults.next();
    tell("order slot " + slot + (fault.equals(OrderFault.NONE) ? "" : " with " + fault.kind()));
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
        link.sayPart(fell ? "4" : "5");
        yield Optional.of(End.UNLINKED);
      }
      default -> {
        link.say(fell ? "4" : "5", slots());
        tell("answered " + (fell ? "4" : "5") + " slot " + slot);
        yield Optional.empty();
      }
    };
  }

  /** Runs the motor of a slot; whether a can fell. */
  private boolean runMotor(int slot) throws IOException, InterruptedException {
    Optional<String> obstacle = cabinet.obstacle(slot);
    if (obstacle.isPresent()) {
      tell("no can: " + obstacle.get());
      return false;
    }
    if (isSwitchedOffWithin(options.motorTime())) {
      return false;
    }
    OptionalLong can = cabinet.letFall(slot);
    tell(can.isPresent() ? "can " + can.getAsLong() + " slot " + slot : "no can after all");
    return can.isPresent();
  }

  private boolean isSwitchedOffWithin(Duration time) throws InterruptedException {
    return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Optional<End> dieOf(String line) {
    complain("DEAF from now on, the firmware does not survive the line \"" + line + "\"");
    return Optional.of(End.DEAF);
  }

  private void tell(String event) {
    options.events().accept(event);
  }

  private void complain(String complaint) {
    options.complaints().accept(complaint);
  }
}
