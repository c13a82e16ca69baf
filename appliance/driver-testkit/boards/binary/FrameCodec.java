package io.drinkd.board.@package@;

import io.drinkd.driver.Checksum;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.util.TreeMap;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.CumulativeProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;
import org.apache.mina.filter.codec.ProtocolEncoder;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

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
final class FrameCodec implements ProtocolCodecFactory {

  /** Of the content alone. */
  static final Checksum SUM = Checksum.xor().skipping(2);

  private static final int START = 0xa5;

  private final ProtocolEncoder encoder = new Encoder();

  /** The beginning of a frame is kept in its session. */
  private final ProtocolDecoder decoder = new Decoder();

  @Override
  public ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }

  @Override
  public ProtocolDecoder getDecoder(IoSession session) {
    return decoder;
  }

  private static final class Encoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
      byte[] frame =
          message instanceof Frames.Drop drop
              ? new byte[] {(byte) START, 2, 2, (byte) drop.slot()}
              : new byte[] {(byte) START, 1, 1};
      out.write(IoBuffer.wrap(SUM.append(frame)));
    }
  }

  private static final class Decoder extends CumulativeProtocolDecoder {

    @Override
    protected boolean doDecode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
      if (skip(in, out)) {
        return true;
      }
      if (in.remaining() < 2 || in.remaining() < in.getUnsigned(in.position() + 1) + 3) {
        return false;
      }
      byte[] frame = new byte[in.getUnsigned(in.position() + 1) + 3];
      in.get(frame);
      out.write(
          SUM.strip(frame)
              .map(sound -> read(IoBuffer.wrap(sound).skip(2)))
              .orElseGet(() -> garbage("wrong sum", frame)));
      return true;
    }

    /** Skips what is before the beginning of a frame. */
    private static boolean skip(IoBuffer in, ProtocolDecoderOutput out) {
      int skipped = 0;
      while (in.hasRemaining() && in.getUnsigned(in.position()) != START) {
        in.skip(1);
        skipped++;
      }
      if (skipped > 0) {
        out.write(new Garbage(skipped + " bytes that are in no frame"));
      }
      return skipped > 0;
    }

    private static BoardMessage read(IoBuffer content) {
      int left = content.remaining();
      int kind = left == 0 ? 0 : content.getUnsigned();
      if (kind == 0x82 && left == 2) {
        return new Reply(new Frames.Result(content.getUnsigned()));
      }
      if (kind == 0x81 && left % 2 == 0) {
        boolean vends = content.getUnsigned() != 0;
        var items = new TreeMap<Integer, Integer>();
        while (content.hasRemaining()) {
          items.put((int) content.getUnsigned(), (int) content.getUnsigned());
        }
        return new Reply(new Frames.Status(vends, items));
      }
      return garbage("no such message", content.array());
    }

    private static Garbage garbage(String what, byte[] content) {
      return new Garbage(what + ": " + IoBuffer.wrap(content).getHexDump(16));
    }
  }
}
