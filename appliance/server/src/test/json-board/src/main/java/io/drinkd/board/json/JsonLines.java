package io.drinkd.board.json;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The board's lines.
 *
 * <pre>
 *   board sends  {"hello": "password"}   receives  {"welcome": true} or false
 *                {"slots": [3, 0]}                 {"report": "slots"}
 *                {"drop": "made"}                  {"drop": 1}
 *                {"drop": "jammed"}, any of {@link Refusal} in lower case
 * </pre>
 */
final class JsonLines extends BoardLineCodec {

  private static final int COUNT_MAX = 9_999;

  private final JsonMapper json = new JsonMapper();

  @Override
  protected BoardMessage read(String line) {
    JsonNode message;
    try {
      message = json.readTree(line);
    } catch (JacksonException e) {
      return garbage(line);
    }
    if (message.size() != 1) {
      return garbage(line);
    }
    if (message.path("hello").isString()) {
      return new BoardMessage.Login(message.get("hello").stringValue());
    }
    if (message.path("drop").isString()) {
      String how = message.get("drop").stringValue();
      return how.equals("made")
          ? new BoardMessage.DropMade()
          : new BoardMessage.DropNotMade(Refusal.named(how));
    }
    return message.path("slots").isEmpty() ? garbage(line) : slots(message.get("slots"), line);
  }

  private static BoardMessage slots(JsonNode counts, String line) {
    var slots = new TreeMap<Integer, SlotReading>();
    for (JsonNode count : counts) {
      if (!count.isInt() || count.intValue() < 0 || count.intValue() > COUNT_MAX) {
        return garbage(line);
      }
      slots.put(slots.size() + 1, SlotReading.counted(count.intValue()));
    }
    return new BoardMessage.SlotStates(slots);
  }

  @Override
  protected String write(BoardRequest request) {
    if (request instanceof BoardRequest.Drop drop) {
      return json.createObjectNode().put("drop", drop.slot()).toString();
    }
    if (request instanceof BoardRequest.AskSlots) {
      return json.createObjectNode().put("report", "slots").toString();
    }
    boolean welcome = request instanceof BoardRequest.AcceptLogin;
    return json.createObjectNode().put("welcome", welcome).toString();
  }
}
