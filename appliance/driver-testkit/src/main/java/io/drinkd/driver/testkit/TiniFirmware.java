package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program on a TINI board, serving one link. Like the real one it has one reader that also runs
 * the motor, so it reads nothing during a drop, and unexpected input crashes that reader for good
 * while the link stays up.
 */
final class TiniFirmware implements Firmware {

  private static final Pattern DROP = Pattern.compile("3([0-9]{1,9})");

  private final Spelling spelling;
  private final SimulatedBoardOptions options;
  private final SimulatedMachine machine;
  private final OrderRun orders;

  TiniFirmware(
      Spelling spelling, SimulatedBoardOptions options, SimulatedMachine machine, OrderRun orders) {
    this.spelling = spelling;
    this.options = options;
    this.machine = machine;
    this.orders = orders;
  }

  @Override
  public End serve(BoardSocket link) throws InterruptedException {
    try {
      greet(link);
      for (Optional<String> line = link.readLine(); line.isPresent(); line = link.readLine()) {
        Optional<End> end = execute(line.get(), link);
        if (end.isPresent()) {
          return end.get();
        }
      }
    } catch (IOException e) {
      orders.report("link broken: " + e.getMessage());
    }
    return End.UNLINKED;
  }

  /** The board does not wait for the answer to its login: it reports all that it knows at once. */
  private void greet(BoardSocket link) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(spelling.login(options.password()));
    lines.add(slots());
    machine.fahrenheit().ifPresent(f -> lines.add(spelling.temperature(f)));
    link.send(lines.toArray(String[]::new));
  }

  private String slots() {
    return spelling.slots(machine.loaded());
  }

  private Optional<End> execute(String line, BoardSocket link)
      throws IOException, InterruptedException {
    if (line.isEmpty() || !Character.isDigit(line.charAt(0))) {
      return crash(line);
    }
    switch (line.charAt(0)) {
      case '1' -> {
        orders.report("login accepted");
        link.send(slots());
      }
      case '2' -> {
        orders.report("login refused");
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
    OrderFault fault = orders.begin(slot);
    Optional<Optional<End>> unanswered = OrderRun.unanswered(fault);
    if (unanswered.isPresent()) {
      return unanswered.get();
    }
    String answer = orders.runMotor(slot, fault, options.motorTime()) ? "4" : "5";
    byte[] lines = (answer + "\n" + slots() + "\n").getBytes(StandardCharsets.US_ASCII);
    return orders.answer(link, lines, answer + " slot " + slot, fault);
  }

  private Optional<End> crash(String line) {
    complain("DEAF from now on, the firmware crashes on the line \"" + line + "\"");
    return Optional.of(End.DEAF);
  }

  private void complain(String complaint) {
    options.complaints().accept(complaint);
  }

  @Override
  public void slotChanged(BoardSocket link, int slot) throws IOException {
    link.send(spelling.slots(machine.loaded(slot)));
  }

  @Override
  public void temperatureRead(BoardSocket link) throws IOException {
    if (machine.fahrenheit().isPresent()) {
      link.send(spelling.temperature(machine.fahrenheit().getAsDouble()));
    }
  }

  @Override
  public void keepAlive(BoardSocket link) throws IOException {
    if (spelling.keepsAlive()) {
      link.send("9");
    }
  }
}
