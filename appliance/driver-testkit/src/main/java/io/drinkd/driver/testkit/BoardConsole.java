package io.drinkd.driver.testkit;

import java.time.Duration;

/**
 * The commands for a running simulated board, a line each:
 *
 * <pre>
 *   nack              the next order is refused, no can falls
 *   fail              the next order's can falls, and the board answers that it has failed
 *   silence           the next order's can falls, and no answer comes
 *   swallow           the next order is lost: no can, no answer
 *   late MILLIS       the next order's can falls, and the answer comes so much later
 *   close             the next order's can falls, and the link is closed before the answer
 *   cut               the same, but the link is closed after the answer's first character
 *   lose              the link is closed as the next order arrives, no can falls
 *   split             the next order's can falls, and the answer comes in single bytes
 *   wrong id          the next order's can falls, and the answer has the number of another
 *   say TEXT          the line is sent now: after silence, the answer that is missing
 *   garbage           a malformed line is sent now
 *   door open|closed  as long as the door is open every order is refused
 *   stock SLOT N      the slot holds N cans now
 *   temperature F     the thermometer shows F degrees Fahrenheit now
 *   hang up           the link is closed now
 *   unplug            the link is closed now, and the board cannot be reached until: plug in
 *   quit              the board is switched off
 * </pre>
 *
 * Faults of orders apply to one order each, in the order in which they were given.
 */
final class BoardConsole {

  private static final String GARBAGE = "7 1 1 ` 872.5";

  private static final String USAGE =
      "expected: nack, fail, silence, swallow, late MILLIS, close, cut, lose, split, wrong id,"
          + " say TEXT, garbage, door open, door closed, stock SLOT N, temperature F, hang up,"
          + " unplug, plug in, quit";

  private final BoardModel model;
  private final SimulatedMachine machine;
  private final FaultQueue faults;
  private final SimulatedBoard board;

  BoardConsole(
      BoardModel model, SimulatedMachine machine, FaultQueue faults, SimulatedBoard board) {
    this.model = model;
    this.machine = machine;
    this.faults = faults;
    this.board = board;
  }

  void execute(String line) {
    // A line that is to be sent keeps its blanks.
    boolean isSaid = line.stripLeading().startsWith("say ");
    String[] words = line.strip().split("\\s+", isSaid ? 2 : 0);
    try {
      switch (words[0] + "/" + (words.length - 1)) {
        case "nack/0" -> faults.add(new OrderFault(OrderFault.Kind.NACK));
        case "fail/0" -> fail();
        case "silence/0" -> faults.add(new OrderFault(OrderFault.Kind.SILENCE));
        case "swallow/0" -> faults.add(new OrderFault(OrderFault.Kind.SWALLOW));
        case "close/0" -> faults.add(new OrderFault(OrderFault.Kind.CLOSE));
        case "cut/0" -> faults.add(new OrderFault(OrderFault.Kind.CUT));
        case "lose/0" -> faults.add(new OrderFault(OrderFault.Kind.LOSE));
        case "split/0" -> faults.add(new OrderFault(OrderFault.Kind.SPLIT));
        case "wrong/1" -> wrong(words[1]);
        case "late/1" ->
            faults.add(
                new OrderFault(OrderFault.Kind.LATE, Duration.ofMillis(Long.parseLong(words[1]))));
        case "say/1" -> board.send(words[1]);
        case "garbage/0" -> board.send(GARBAGE);
        case "door/1" -> door(words[1]);
        case "stock/2" -> stock(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        case "temperature/1" -> temperature(Double.parseDouble(words[1]));
        case "hang/1" -> only("up", words[1], board::hangUp);
        case "unplug/0" -> board.unplug();
        case "plug/1" -> only("in", words[1], board::plugIn);
        case "quit/0" -> board.switchOff();
        default -> throw new IllegalArgumentException("no such command");
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + line + "\": " + e.getMessage() + "; " + USAGE, e);
    }
  }

  private void door(String how) {
    if (!how.equals("open") && !how.equals("closed")) {
      throw new IllegalArgumentException("a door is open or closed");
    }
    machine.openDoor(how.equals("open"));
  }

  private void stock(int slot, int cans) {
    if (!machine.hasSlot(slot) || cans < 0) {
      throw new IllegalArgumentException("no such slot, or less than 0 cans");
    }
    if (machine.fill(slot, cans)) {
      board.onLink(link -> board.firmware().slotChanged(link, slot));
    }
  }

  private void temperature(double fahrenheit) {
    machine.setFahrenheit(fahrenheit);
    board.onLink(board.firmware()::temperatureRead);
  }

  private void fail() {
    if (!model.reportsFailures()) {
      throw new IllegalArgumentException("a " + model + " has no such answer");
    }
    faults.add(new OrderFault(OrderFault.Kind.FAIL));
  }

  private void wrong(String what) {
    if (!model.numbersAnswers()) {
      throw new IllegalArgumentException("the answers of a " + model + " have no number");
    }
    only("id", what, () -> faults.add(new OrderFault(OrderFault.Kind.WRONG_ID)));
  }

  private static void only(String word, String found, Runnable command) {
    if (!found.equals(word)) {
      throw new IllegalArgumentException("no such command");
    }
    command.run();
  }
}
