package io.drinkd.driver.link;

import java.nio.BufferUnderflowException;
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
 * The codec of a board with frames of bytes: a subclass reads one frame and writes one request,
 * this class cuts frames out of what comes, however it is fragmented on the way, by their {@link
 * FrameShape}; it also writes the length and the sum, and checks them. What is in no frame, a frame
 * with a wrong sum, and one that is shorter or longer than what {@link #read} reads of it, are
 * reported as garbage.
 */
public abstract class BoardFrameCodec implements ProtocolCodecFactory {

  private final FrameShape shape;
  private final ProtocolEncoder encoder = new FrameEncoder();

  /** The beginning of a frame is kept in its session. */
  private final ProtocolDecoder decoder = new FrameDecoder();

  protected BoardFrameCodec(FrameShape shape) {
    this.shape = shape;
  }

  /**
   * Reads a frame, to its end: what is left of it makes it garbage, and so does reading more than
   * there is.
   *
   * @param frame all of it but its sum, from its first byte; numbers have the high byte first
   * @return {@link #garbage} if it is malformed; never null
   */
  protected abstract BoardMessage read(IoBuffer frame);

  /**
   * Writes a request.
   *
   * @param request what the driver's protocol asks or tells, or a {@link BoardRequest}
   * @return all of its frame but its sum; whatever is in the place of the length is replaced by it
   * @throws IllegalArgumentException if the board's protocol has no such request
   */
  protected abstract byte[] write(Object request);

  /** The low eight bits of each number. */
  protected static byte[] bytes(int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }

  /** A malformed frame, in hex. */
  protected static BoardMessage.Garbage garbage(String what, IoBuffer frame) {
    return new BoardMessage.Garbage(what + ": " + frame.duplicate().rewind().getHexDump(16));
  }

  @Override
  public final ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }

  @Override
  public final ProtocolDecoder getDecoder(IoSession session) {
    return decoder;
  }

  private final class FrameEncoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
      byte[] frame = write(message);
      shape.putLength(frame);
      out.write(IoBuffer.wrap(shape.checksum().map(sum -> sum.append(frame)).orElse(frame)));
    }
  }

  private final class FrameDecoder extends CumulativeProtocolDecoder {

    @Override
    protected boolean doDecode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
      int before = shape.before(in);
      if (before > 0) {
        return skip(before, "bytes that are in no frame", in, out);
      }
      if (in.remaining() < shape.shown()) {
        return false;
      }
      var length = shape.length(in);
      if (length.isEmpty()) {
        return skip(in.remaining(), "a frame of a length that none has", in, out);
      }
      if (in.remaining() < length.get()) {
        return false;
      }
      byte[] frame = new byte[length.get()];
      in.get(frame);
      out.write(
          shape.checksum().isEmpty()
              ? readWhole(IoBuffer.wrap(frame))
              : shape
                  .checksum()
                  .get()
                  .strip(frame)
                  .map(sound -> readWhole(IoBuffer.wrap(sound)))
                  .orElseGet(() -> garbage("wrong sum", IoBuffer.wrap(frame))));
      return true;
    }

    private boolean skip(int bytes, String why, IoBuffer in, ProtocolDecoderOutput out) {
      out.write(garbage(why, in.getSlice(bytes)));
      return in.hasRemaining();
    }

    private BoardMessage readWhole(IoBuffer frame) {
      try {
        BoardMessage message = read(frame);
        return frame.hasRemaining() && !(message instanceof BoardMessage.Garbage)
            ? garbage("more bytes in a frame than expected", frame)
            : message;
      } catch (BufferUnderflowException e) {
        return garbage("fewer bytes in a frame than expected", frame);
      }
    }
  }
}
