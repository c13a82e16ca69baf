package io.drinkd.board.@package@;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.MaskedText;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardProtocol;
import io.drinkd.driver.link.Dialogue;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said to the board: an example, to be replaced by what the model understands.
 *
 * <pre>
 *   GET /slots      200 and a body such as: 1=3 2=0
 *   POST /drop/1    200 made, 404 no such slot, 409 empty, 503 busy
 * </pre>
 */
final class Visits extends BoardProtocol {

  private static final Pattern SLOT = Pattern.compile("\\b([0-9]{1,3})=([0-9]{1,4})\\b");

  private final String path;
  private final String host;
  private final MaskedText token;

  Visits(BoardSettings settings) {
    path = settings.values().text("path");
    host = settings.address().orElseThrow();
    token = MaskedText.header("X-Token", settings.password().orElseThrow());
  }

  /** Another status may come from a proxy, which does not know what the board did. */
  @Override
  public Dialogue<DropOutcome> order(DropOrder order) {
    return ask(new Http.Request("POST", path + "/drop/" + order.slot(), host, token))
        .commits()
        .then(
            Http.Answer.class,
            answer ->
                switch (answer.status()) {
                  case 200 -> dropped();
                  case 404 -> refused(Refusal.NO_SUCH_SLOT, "HTTP 404");
                  case 409 -> refused(Refusal.EMPTY, "HTTP 409");
                  case 503 -> refused(Refusal.BUSY, "HTTP 503");
                  default -> unknown("HTTP " + answer.status());
                });
  }

  @Override
  public Dialogue<List<BoardMessage>> poll() {
    return ask(new Http.Request("GET", path + "/slots", host, token))
        .then(
            Http.Answer.class,
            answer ->
                answer.status() == 200
                    ? end(slots(answer.body()))
                    : broken("HTTP " + answer.status()));
  }

  private static List<BoardMessage> slots(String body) {
    var slots = new TreeMap<Integer, SlotReading>();
    Matcher slot = SLOT.matcher(body);
    while (slot.find()) {
      int items = Integer.parseInt(slot.group(2));
      slots.put(Integer.valueOf(slot.group(1)), SlotReading.counted(items));
    }
    return slots.isEmpty() ? List.of() : List.of(new BoardMessage.SlotStates(slots));
  }
}
