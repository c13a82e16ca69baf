package io.drinkd.board.@package@;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.MaskedText;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.http.HttpAnswer;
import io.drinkd.driver.http.HttpBoard;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said to the board: an example, to be replaced by what the model understands.
 *
 * <pre>
 *   GET /slots      200 and {"slots":[{"slot":1,"items":3},{"slot":2,"items":0}]}
 *   POST /drop/1    200 and {"made":true}, or 409 and {"refused":"empty"}
 * </pre>
 */
final class Visits extends BoardProtocol {

  private static final Pattern OBJECT = Pattern.compile("\\{[^{}]*}");
  private static final Pattern REFUSED = Pattern.compile("\"refused\"\\s*:\\s*\"([a-z_]+)\"");
  private static final Pattern MADE = Pattern.compile("\"made\"\\s*:\\s*true\\b");

  private final HttpBoard board;

  Visits(BoardSettings settings) {
    board =
        HttpBoard.of(settings)
            .below(settings.values().text("path"))
            .with(MaskedText.header("X-Token", settings.password().orElseThrow()));
  }

  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(board.post("/drop/" + order.slot())).commits().then(HttpAnswer.class, Visits::ended);
  }

  /**
   * The board's own words decide. A status alone, whichever it is, may come from a proxy, which
   * does not know what the board did.
   */
  private static Dialogue<DropOutcome> ended(HttpAnswer answer) {
    if (answer.status() == 200 && MADE.matcher(answer.body()).find()) {
      return dropped();
    }
    Matcher refused = REFUSED.matcher(answer.body());
    return refused.find()
        ? refused(Refusal.named(refused.group(1)), answer.line())
        : unknown(answer.line());
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    return ask(board.get("/slots"))
        .then(
            HttpAnswer.class,
            answer ->
                answer.status() == 200 ? slots(answer.body()) : broken("HTTP " + answer.status()));
  }

  /** Each innermost object of the JSON is a slot; its fields may be in any order. */
  private static Dialogue<List<BoardMessage>> slots(String json) {
    var slots = new TreeMap<Integer, SlotReading>();
    Matcher object = OBJECT.matcher(json);
    while (object.find()) {
      OptionalInt slot = number("slot", object.group());
      OptionalInt items = number("items", object.group());
      if (slot.isPresent() && items.isPresent()) {
        slots.put(slot.getAsInt(), SlotReading.counted(items.getAsInt()));
      }
    }
    return slots.isEmpty() ? broken("no slots in its answer") : end(new SlotStates(slots));
  }

  private static OptionalInt number(String field, String object) {
    Matcher found = Pattern.compile("\"" + field + "\"\\s*:\\s*([0-9]{1,4})\\b").matcher(object);
    return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
  }
}
