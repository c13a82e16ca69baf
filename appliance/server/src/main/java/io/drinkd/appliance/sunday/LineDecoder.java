package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.Line.End;
import io.drinkd.appliance.sunday.Line.Fault;
import io.drinkd.appliance.sunday.Line.Unreadable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts the bytes of one connection into lines. It needs no socket and knows no verb.
 *
 * <p>By hand and over bytes, because MINA's text codec has three faults here: it tells of a line
 * over its limit only when the line's end comes, bytes that are no UTF-8 take the good lines of the
 * same packet with them, and its {@code CharsetDecoder} costs more than all the rest.
 *
 * <p>What is kept between two packets is at most what one packet brought and one line of the
 * longest length.
 */
final class LineDecoder {

  /** Bytes that a line may have, its end not counted. */
  static final int LONGEST_LINE = 1_024;

  /** Bytes that may come without a line feed before the connection is given up. */
  static final int LONGEST_WITHOUT_LINE_FEED = 65_536;

  private static final byte[] NOTHING = {};

  private final TelnetOptions telnet = new TelnetOptions();
  private byte[] bytes = NOTHING;

  /** The bytes not used up yet are those from {@code start} to {@code end}. */
  private int start;

  private int end;

  /** Before this index is no line feed. */
  private int searched;

  /** Bytes of the present line that were passed over because it is too long; 0 if it is not. */
  private int skipped;

  private boolean ended;

  /**
   * Takes what a packet brought. Its bytes are used, and changed, until {@link #keep} is called.
   */
  void add(ByteBuffer packet) {
    if (start == end && packet.hasArray()) {
      bytes = packet.array();
      start = packet.arrayOffset() + packet.position();
      searched = start;
      end = telnet.strip(bytes, start, start + packet.remaining());
      return;
    }
    int before = end - start;
    byte[] joined = Arrays.copyOfRange(bytes, start, end + packet.remaining());
    packet.get(joined, before, joined.length - before);
    useFromZero(joined);
    end = telnet.strip(joined, before, joined.length);
  }

  /** Lets go of the packet's bytes: copies those that are not used up yet. */
  void keep() {
    int left = end - start;
    useFromZero(left == 0 ? NOTHING : Arrays.copyOfRange(bytes, start, end));
    end = left;
  }

  private void useFromZero(byte[] other) {
    bytes = other;
    searched -= start;
    start = 0;
  }

  /** The next line; empty if more bytes are needed. After a {@link Line.End} nothing follows. */
  Optional<Line> next() {
    while (!ended) {
      boolean complete = findLineFeed();
      if (skipped > 0 || isTooLong()) {
        boolean first = skipped == 0;
        skipped += searched - start;
        start = searched;
        if (first) {
          return Optional.of(new Unreadable(Fault.TOO_LONG));
        }
        if (skipped > LONGEST_WITHOUT_LINE_FEED) {
          ended = true;
          return Optional.of(new End("no line feed in " + skipped + " bytes", false));
        }
      }
      if (!complete) {
        return Optional.empty();
      }
      int lineStart = start;
      int lineFeed = searched;
      start = lineFeed + 1;
      searched = start;
      if (skipped == 0) {
        return Optional.of(LineParser.parse(bytes, lineStart, withoutReturn(lineStart, lineFeed)));
      }
      skipped = 0;
    }
    return Optional.empty();
  }

  /** Moves {@code searched} to the next line feed, or to the end if there is none. */
  private boolean findLineFeed() {
    while (searched < end) {
      if (bytes[searched] == '\n') {
        return true;
      }
      searched++;
    }
    return false;
  }

  private boolean isTooLong() {
    return searched - start > LONGEST_LINE && withoutReturn(start, searched) - start > LONGEST_LINE;
  }

  /** A carriage return just before the line feed is part of the line's end. */
  private int withoutReturn(int lineStart, int lineEnd) {
    return lineEnd > lineStart && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
  }
}
