package io.drinkd.appliance.finger;

import io.drinkd.appliance.net.DecodedLines;
import io.drinkd.appliance.net.LineParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What must hold for any bytes whatever that a client of finger sends; {@code scripts/fuzz} looks
 * for bytes for which it does not. Beside not throwing: the same bytes give the same questions
 * however they are cut into packets, no part of a question has an at sign that is not its own, and
 * no answer that quotes one steers a terminal.
 */
public final class FingerFuzz {

  private static final LineParser PARSER = FingerHandler.PARSER;

  private FingerFuzz() {}

  /** One try. The first byte says how the others are cut into packets. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(input, 1, input.length);
    List<Object> atOnce = DecodedLines.inPieces(sent, Math.max(1, sent.length), PARSER);
    require(
        atOnce.equals(DecodedLines.inPieces(sent, 1 + (input[0] & 0xff), PARSER)),
        "other questions in pieces");
    atOnce.forEach(FingerFuzz::check);
  }

  private static void check(Object decoded) {
    if (!(decoded instanceof FingerQuery query)) {
      return;
    }
    require(query.name().indexOf('@') < 0, "an at sign in a name");
    require(!query.at().filter(String::isEmpty).isPresent() || query.name().isEmpty(), "no host");
    FingerText answer = new FingerText(List.of(query.name(), query.at().orElse("")));
    String text = new String(answer.bytes(), StandardCharsets.UTF_8);
    require(text.endsWith("\r\n"), "no end");
    require(
        text.replace("\r\n", "").chars().noneMatch(Character::isISOControl), "a control character");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
