package io.drinkd.board.@package@;

import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.link.BoardLineCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardRequest;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The board's lines: an example, to be replaced by those of the model.
 *
 * <pre>
 *   board sends  HELLO password   login            receives  WELCOME   login accepted
 *                SLOTS 1=3 2=0    number in slots            GO AWAY   login refused
 *                DONE             drop made                  DROP n    drop from slot n
 *                FAIL, EMPTY      nothing fell               SLOTS?    report all slots
 *                ERROR            nobody knows
 * </pre>
 */
final class LinesOfBoard extends BoardLineCodec {

  private static final Pattern SLOT = Pattern.compile("([0-9]{1,3})=([0-9]{1,4})");

  @Override
  protected BoardMessage read(String line) {
    if (line.startsWith("HELLO ")) {
      return new BoardMessage.Login(line.substring("HELLO ".length()));
    }
    if (line.startsWith("SLOTS ")) {
      return slots(line);
    }
    return switch (line) {
      case "DONE" -> new BoardMessage.DropMade();
      case "FAIL" -> new BoardMessage.DropNotMade(Refusal.UNSTATED);
      case "EMPTY" -> new BoardMessage.DropNotMade(Refusal.EMPTY);
      case "ERROR" -> new BoardMessage.Failed("the board reports an error");
      default -> garbage(line);
    };
  }

  private static BoardMessage slots(String line) {
    var readings = new TreeMap<Integer, SlotReading>();
    for (String slot : line.substring("SLOTS ".length()).split(" ")) {
      Matcher matcher = SLOT.matcher(slot);
      if (!matcher.matches()) {
        return garbage(line);
      }
      int items = Integer.parseInt(matcher.group(2));
      readings.put(Integer.valueOf(matcher.group(1)), SlotReading.counted(items));
    }
    return readings.isEmpty() ? garbage(line) : new BoardMessage.SlotStates(readings);
  }

  @Override
  protected String write(BoardRequest request) {
    if (request instanceof BoardRequest.Drop drop) {
      return "DROP " + drop.slot();
    }
    if (request instanceof BoardRequest.AskSlots) {
      return "SLOTS?";
    }
    return request instanceof BoardRequest.AcceptLogin ? "WELCOME" : "GO AWAY";
  }
}
