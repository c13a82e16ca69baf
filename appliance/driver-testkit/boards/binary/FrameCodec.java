package io.drinkd.board.@package@;

import io.drinkd.driver.Checksum;
import io.drinkd.driver.link.BoardFrameCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Reply;
import io.drinkd.driver.link.FrameShape;
import java.util.TreeMap;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * The board's frames: an example, to be replaced by those of the model. A frame is {@code a5}, the
 * number of bytes in its content, the content, and the exclusive or of all bytes of the content.
 *
 * <pre>
 *   receives  01        what is your state?   sends  81 v s n s n   vends (1) or not (0), and for
 *                                                                   each slot s its items n
 *             02 s      drop from slot s             82 c           result c
 * </pre>
 */
final class FrameCodec extends BoardFrameCodec {

  private static final int START = 0xa5;

  /** Of the content alone. */
  static final Checksum SUM = Checksum.xor().skipping(2);

  FrameCodec() {
    super(FrameShape.withLengthAt(1, 1).startingWith(START).summed(SUM));
  }

  @Override
  protected byte[] write(Object request) {
    return request instanceof Frames.Drop drop
        ? bytes(START, 0, 2, drop.slot())
        : bytes(START, 0, 1);
  }

  @Override
  protected BoardMessage read(IoBuffer frame) {
    return switch (frame.skip(2).getUnsigned()) {
      case 0x81 -> {
        boolean vends = frame.getUnsigned() != 0;
        var items = new TreeMap<Integer, Integer>();
        while (frame.hasRemaining()) {
          items.put((int) frame.getUnsigned(), (int) frame.getUnsigned());
        }
        yield new Reply(new Frames.Status(vends, items));
      }
      case 0x82 -> new Reply(new Frames.Result(frame.getUnsigned()));
      default -> garbage("no such message", frame);
    };
  }
}
