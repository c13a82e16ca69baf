package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.Line.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for any bytes whatever that a client sends; {@code scripts/fuzz} looks for bytes
 * for which it does not. Beside not throwing: the same bytes give the same lines however they are
 * cut into packets, and no line is made of more bytes than a line may have.
 */
public final class LineFuzz {

  private static final Commands COMMANDS = Commands.indexed();

  private LineFuzz() {}

  /** One try. The first byte says how the others are cut into packets. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(input, 1, input.length);
    List<Line> atOnce = decode(sent, Math.max(1, sent.length));
    List<Line> inPieces = decode(sent, 1 + (input[0] & 0xff));
    if (!atOnce.equals(inPieces)) {
      throw new AssertionError("at once " + atOnce + ", in pieces " + inPieces);
    }
    atOnce.forEach(LineFuzz::check);
  }

  private static List<Line> decode(byte[] sent, int pieceBytes) {
    LineDecoder decoder = new LineDecoder();
    List<Line> lines = new ArrayList<>();
    for (int from = 0; from < sent.length; from += pieceBytes) {
      // A copy: the decoder changes what it is given.
      byte[] piece = Arrays.copyOfRange(sent, from, Math.min(sent.length, from + pieceBytes));
      decoder.add(ByteBuffer.wrap(piece));
      for (Optional<Line> line = decoder.next(); line.isPresent(); line = decoder.next()) {
        lines.add(line.get());
        if (line.get() instanceof Line.End) {
          // How much was skipped until then depends on the packets.
          lines.set(lines.size() - 1, new Line.End("too long", false));
          return lines;
        }
      }
      decoder.keep();
    }
    return lines;
  }

  private static void check(Line line) {
    if (!(line instanceof Request request)) {
      return;
    }
    int length = request.verb().length();
    for (String argument : request.arguments()) {
      length += 1 + argument.length();
      WholeNumber.parse(argument);
    }
    if (length > LineDecoder.LONGEST_LINE) {
      throw new AssertionError("a request of " + length + " characters");
    }
    COMMANDS
        .find(request.verb())
        .ifPresent(verb -> verb.syntax().takes(request.arguments().size()));
  }
}
