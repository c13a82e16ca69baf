package io.drinkd.board.bubbler;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.MaskedText;
import io.drinkd.driver.http.HttpAnswer;
import io.drinkd.driver.http.HttpBoard;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said to the board. Slots are counted from 1 in orders, and from 0 in reports. A board
 * without {@code /slots} has them as sentences in {@code /health}, and the temperature there in
 * Fahrenheit.
 */
final class BubblerProtocol extends BoardProtocol {

  /** An object with a number, and with whether it is stocked, in whichever order. */
  private static final Pattern SLOT =
      Pattern.compile(
          "\\{(?=[^{}]*\"number\" *: *([0-9]{1,3})\\b)(?=[^{}]*\"stocked\" *: *(true|false)\\b)"
              + "[^{}]*}");

  private static final Pattern SENTENCE =
      Pattern.compile("\"Slot [^\"(]*\\(([0-9]{1,3})\\) is (stocked|empty)\"");
  private static final Pattern TEMPERATURE = Pattern.compile("\"temp\" *: *(-?[0-9]+\\.?[0-9]*)");

  private final HttpBoard board;
  private final DriverValues values;

  BubblerProtocol(BoardSettings settings) {
    values = settings.values();
    board =
        HttpBoard.of(settings)
            .below(values.text("path"))
            .with(MaskedText.header(values.text("token-header"), settings.password().orElseThrow()))
            .with("Accept", "application/json");
  }

  /**
   * A wrong slot and a wrong token are found before the motor is switched on. Its failure (500) is
   * not: the board says the same if it cannot switch the motor off, after a can has fallen.
   */
  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(board.post("/drop", "{\"slot\":" + order.slot() + "}"))
        .commits()
        .then(
            HttpAnswer.class,
            answer ->
                switch (answer.status()) {
                  case 200 -> dropped();
                  case 400 -> refused(Refusal.NO_SUCH_SLOT, answer.line());
                  case 401, 403 ->
                      refused(Refusal.UNSTATED, "the token is wrong: " + answer.line());
                  default -> unknown(answer.line());
                });
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    boolean fahrenheit = values.text("temperature").equals("fahrenheit");
    return ask(board.get("/slots"))
        .then(
            HttpAnswer.class,
            answer ->
                answer.status() == 404
                    ? ask(board.get("/health"))
                        .then(HttpAnswer.class, health -> found(health, SENTENCE, true))
                    : found(answer, SLOT, fahrenheit));
  }

  private Dialogue<List<BoardMessage>> found(HttpAnswer answer, Pattern slot, boolean fahrenheit) {
    if (answer.status() != 200) {
      return broken(answer.line());
    }
    var slots = new TreeMap<Integer, Boolean>();
    for (Matcher each = slot.matcher(answer.body()); each.find(); ) {
      int number = Integer.parseInt(each.group(1)) + 1 - values.number("first-slot");
      slots.put(number, each.group(2).matches("true|stocked"));
    }
    List<BoardMessage> found = new ArrayList<>();
    if (!slots.isEmpty()) {
      found.add(SlotStates.loaded(slots));
    }
    Matcher degrees = TEMPERATURE.matcher(answer.body());
    if (degrees.find()) {
      double value = Double.parseDouble(degrees.group(1));
      double celsius = fahrenheit ? (value - 32) / 1.8 : value;
      // What it reports when its thermometer fails is 0 degrees Celsius.
      boolean failed = Math.abs(celsius) < 0.001;
      found.add(new Temperature(failed ? OptionalDouble.empty() : OptionalDouble.of(celsius)));
    }
    return end(found);
  }
}
