package io.drinkd.driver.link;

import io.drinkd.driver.Checksum;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * How a {@link BoardFrameCodec} cuts frames out of the bytes that come: where their length is, and
 * which bytes all of them have. Neither lengths nor places count a {@link Checksum} behind the
 * frame. Never changes.
 */
public final class FrameShape {

  /** How many bytes a frame may have unless the shape says it. */
  public static final int USUAL_MOST = 1_024;

  private int lengthAt;
  private int lengthBytes;
  private boolean lowByteFirst;

  /** How many bytes a frame has besides those that its length counts. */
  private int more;

  private int most = USUAL_MOST;
  private int fixedAt;
  private byte[] fixed = {};
  private Optional<Checksum> checksum = Optional.empty();

  private FrameShape() {}

  private FrameShape copy() {
    FrameShape copy = new FrameShape();
    copy.lengthAt = lengthAt;
    copy.lengthBytes = lengthBytes;
    copy.lowByteFirst = lowByteFirst;
    copy.more = more;
    copy.most = most;
    copy.fixedAt = fixedAt;
    copy.fixed = fixed;
    copy.checksum = checksum;
    return copy;
  }

  /**
   * Of frames that say how many bytes are behind their length, which has its high byte first.
   *
   * @param offset how many bytes are before the length
   * @param bytes how many the length has, 1 or 2
   */
  public static FrameShape withLengthAt(int offset, int bytes) {
    if (offset < 0 || bytes < 1 || bytes > 2) {
      throw new IllegalArgumentException("a length of " + bytes + " bytes at " + offset);
    }
    FrameShape shape = new FrameShape();
    shape.lengthAt = offset;
    shape.lengthBytes = bytes;
    shape.more = offset + bytes;
    return shape;
  }

  /** Of frames that all have so many bytes. */
  public static FrameShape ofBytes(int bytes) {
    FrameShape shape = new FrameShape();
    shape.more = bytes;
    return shape;
  }

  /** The same, the low byte of the length first. */
  public FrameShape lowByteFirst() {
    FrameShape shape = copy();
    shape.lowByteFirst = true;
    return shape;
  }

  /**
   * The same, of frames whose length counts more than what is behind it.
   *
   * @param bytes how many it counts besides: those before it, say, its own, those of the sum
   */
  public FrameShape countingAlso(int bytes) {
    FrameShape shape = copy();
    shape.more -= bytes;
    return shape;
  }

  /** The same, of frames that have at most so many bytes. */
  public FrameShape atMost(int bytes) {
    FrameShape shape = copy();
    shape.most = bytes;
    return shape;
  }

  /** The same, of frames that begin with these bytes; what comes before them is skipped. */
  public FrameShape startingWith(int... bytes) {
    return having(0, bytes);
  }

  /**
   * The same, of frames that all have these bytes in one place. Where that is not their beginning,
   * nothing shows where the next one begins, so what came with one that has others is dropped.
   *
   * @param offset how many bytes are before them
   */
  public FrameShape having(int offset, int... bytes) {
    FrameShape shape = copy();
    shape.fixedAt = offset;
    shape.fixed = BoardFrameCodec.bytes(bytes);
    return shape;
  }

  /** The same with a sum behind each frame. */
  public FrameShape summed(Checksum sum) {
    FrameShape shape = copy();
    shape.checksum = Optional.of(sum);
    return shape;
  }

  Optional<Checksum> checksum() {
    return checksum;
  }

  /** How many bytes of a frame show whether it is one, and how long. */
  int shown() {
    return Math.max(lengthAt + lengthBytes, fixedAt + fixed.length);
  }

  /** How many bytes, from here, begin no frame; 0 if one begins here, as far as can be seen. */
  int before(IoBuffer in) {
    if (fixedAt > 0 && in.remaining() < shown()) {
      return 0;
    }
    int skipped = 0;
    while (skipped < in.remaining() && !mayBegin(in, in.position() + skipped)) {
      skipped = fixedAt == 0 ? skipped + 1 : in.remaining();
    }
    return skipped;
  }

  private boolean mayBegin(IoBuffer in, int start) {
    for (int i = 0; i < fixed.length && start + fixedAt + i < in.limit(); i++) {
      if (in.get(start + fixedAt + i) != fixed[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * How many bytes the frame has that begins here, its sum included; empty if no frame is so long.
   *
   * @param in with at least as many bytes as are {@linkplain #shown needed}
   */
  Optional<Integer> length(IoBuffer in) {
    int length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      int at = in.position() + lengthAt + (lowByteFirst ? lengthBytes - 1 - i : i);
      length = length << Byte.SIZE | in.getUnsigned(at);
    }
    int whole = length + more;
    return whole < shown() || whole > most
        ? Optional.empty()
        : Optional.of(whole + checksum.map(Checksum::length).orElse(0));
  }

  /** Writes its length into a frame that has everything else, but for its sum. */
  void putLength(byte[] frame) {
    int length = frame.length - more;
    for (int i = 0; i < lengthBytes; i++) {
      int shift = Byte.SIZE * (lowByteFirst ? i : lengthBytes - 1 - i);
      frame[lengthAt + i] = (byte) (length >> shift);
    }
  }
}
