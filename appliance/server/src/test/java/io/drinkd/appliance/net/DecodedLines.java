package io.drinkd.appliance.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What the decoder and a parser make of the packets of one connection. */
public final class DecodedLines {

  private final LineDecoder decoder = new LineDecoder();

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
