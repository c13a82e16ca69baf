package io.drinkd.appliance.net;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts the bytes of one connection into lines. It needs no socket and knows no protocol.
 *
 * <p>By hand and over bytes, because MINA's text codec has three faults here: it reports a line
 * over its limit only when the line's end comes, bytes that are no UTF-8 take the good lines of the
 * same packet with them, and its {@code CharsetDecoder} costs more than all the rest.
 *
 * <p>What is kept between two packets is at most what one packet brought and one line of the
 * longest length.
 */
final class LineDecoder {

  /** What {@link #next} has found. */
  enum Found {
    /** A line: the {@link #bytes} from {@link #lineStart} to {@link #lineEnd}. */
    LINE,
    /**
     * A line that is too long, reported as soon as that is known, with so many of its bytes as a
     * line may have; all of them are passed over.
     */
    TOO_LONG,
    /** So many bytes without a line feed that nothing follows any more. */
    ENDLESS,
    /** No further line yet. */
    NOTHING
  }

  /** Bytes that a line may have, its end not counted. */
  static final int LONGEST_LINE = 1_024;

  /** Bytes that may come without a line feed before the connection is given up. */
  static final int LONGEST_WITHOUT_LINE_FEED = 65_536;

  private static final byte[] NO_BYTES = {};

  private final TelnetOptions telnet = new TelnetOptions();
  private byte[] bytes = NO_BYTES;

  /** The bytes not used up yet are those from {@code start} to {@code end}. */
  private int start;

  private int end;

  /** Before this index is no line feed. */
  private int searched;

  /** Bytes of the present line that were passed over because it is too long; 0 if it is not. */
  private int skipped;

  private int lineStart;
  private int lineEnd;
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

  /** Releases the packet's bytes: copies those that are not used up yet. */
  void keep() {
    int left = end - start;
    useFromZero(left == 0 ? NO_BYTES : Arrays.copyOfRange(bytes, start, end));
    end = left;
  }

  private void useFromZero(byte[] other) {
    bytes = other;
    searched -= start;
    start = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int lineStart() {
    return lineStart;
  }

  /** Without the line feed, and without a carriage return just before it. */
  int lineEnd() {
    return lineEnd;
  }

  /**
   * Takes what has come without a line feed for a line, after {@link Found#NOTHING}.
   *
   * @return {@link Found#LINE}, or {@link Found#NOTHING} if there is none, or one that was reported
   *     as too long already
   */
  Found endLine() {
    boolean found = start < end && skipped == 0;
    lineStart = start;
    lineEnd = withoutReturn(start, end);
    start = end;
    searched = end;
    skipped = 0;
    return found ? Found.LINE : Found.NOTHING;
  }

  /** Whether a line has begun, and its end is not among what has come. */
  boolean isInsideLine() {
    return start < end || skipped > 0;
  }

  /** Looks for the next line. After {@link Found#ENDLESS} there is nothing. */
  Found next() {
    while (!ended) {
      boolean complete = findLineFeed();
      if (skipped > 0 || isTooLong()) {
        boolean first = skipped == 0;
        skipped += searched - start;
        lineStart = start;
        lineEnd = start + LONGEST_LINE;
        start = searched;
        if (first) {
          return Found.TOO_LONG;
        }
        if (skipped > LONGEST_WITHOUT_LINE_FEED) {
          ended = true;
          return Found.ENDLESS;
        }
      }
      if (!complete) {
        return Found.NOTHING;
      }
      lineStart = start;
      lineEnd = withoutReturn(start, searched);
      start = searched + 1;
      searched = start;
      if (skipped == 0) {
        return Found.LINE;
      }
      skipped = 0;
    }
    return Found.NOTHING;
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

  private int withoutReturn(int from, int to) {
    return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
  }
}
