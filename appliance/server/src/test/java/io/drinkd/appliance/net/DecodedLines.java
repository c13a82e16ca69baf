package io.drinkd.appliance.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the decoder and a parser make of the packets of one connection. */
public final class DecodedLines {

  private final LineDecoder decoder = new LineDecoder();

  /** The messages in bytes that come in packets of a size. */
  public static List<Object> inPieces(byte[] sent, int pieceBytes, LineParser parser) {
    DecodedLines decoded = new DecodedLines();
    List<Object> lines = new ArrayList<>();
    for (int from = 0; from < sent.length; from += pieceBytes) {
      int to = Math.min(sent.length, from + pieceBytes);
      lines.addAll(decoded.packet(Arrays.copyOfRange(sent, from, to), parser));
    }
    return lines;
  }

  /**
   * The messages that a packet completes. So many bytes without a line feed that nothing follows
   * any more are the message {@code (endless)}.
   */
  public List<Object> packet(byte[] packet, LineParser parser) {
    // A copy: the decoder changes what it is given.
    decoder.add(ByteBuffer.wrap(packet.clone()));
    List<Object> messages = new ArrayList<>();
    for (LineDecoder.Found found = decoder.next();
        found != LineDecoder.Found.NOTHING;
        found = decoder.next()) {
      switch (found) {
        case TOO_LONG ->
            messages.add(parser.tooLong(decoder.bytes(), decoder.lineStart(), decoder.lineEnd()));
        case ENDLESS -> messages.add("(endless)");
        default ->
            parser
                .parse(decoder.bytes(), decoder.lineStart(), decoder.lineEnd())
                .ifPresent(messages::add);
      }
    }
    decoder.keep();
    return messages;
  }
}
