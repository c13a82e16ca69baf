package io.drinkd.appliance.sunday;

import io.drinkd.appliance.net.DecodedLines;
import io.drinkd.appliance.sunday.Line.Request;
import java.util.Arrays;
import java.util.List;

/**
 * What must hold for any bytes whatever that a client sends; {@code scripts/fuzz} looks for bytes
 * for which it does not. Beside not throwing: the same bytes give the same lines however they are
 * cut into packets, and no line is made of more bytes than a line may have.
 */
public final class LineFuzz {

  private static final Commands COMMANDS = Commands.indexed();
  private static final RequestParser PARSER = new RequestParser();
  private static final int LONGEST_LINE = 1_024;

  private LineFuzz() {}

  /** One try. The first byte says how the others are cut into packets. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(input, 1, input.length);
    List<Object> atOnce = DecodedLines.inPieces(sent, Math.max(1, sent.length), PARSER);
    List<Object> inPieces = DecodedLines.inPieces(sent, 1 + (input[0] & 0xff), PARSER);
    if (!atOnce.equals(inPieces)) {
      throw new AssertionError("at once " + atOnce + ", in pieces " + inPieces);
    }
    atOnce.forEach(LineFuzz::check);
  }

  private static void check(Object line) {
    if (!(line instanceof Request request)) {
      return;
    }
    int length = request.verb().length();
    for (String argument : request.arguments()) {
      length += 1 + argument.length();
      CommandContext.number(argument);
    }
    if (length > LONGEST_LINE) {
      throw new AssertionError("a request of " + length + " characters");
    }
    COMMANDS.find(request.verb()).ifPresent(verb -> verb.takes(request.arguments().size()));
  }
}
