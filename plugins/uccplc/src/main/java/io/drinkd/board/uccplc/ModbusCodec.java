package io.drinkd.board.uccplc;

import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Reply;
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
 * The framing of Modbus/TCP: a transaction's number, which the answer repeats, zero, the length of
 * what follows, the unit's number, the function and its data. Anything that is no frame is garbage;
 * as nothing says where the next one begins, what came with it is dropped.
 */
final class ModbusCodec implements ProtocolCodecFactory {

  private static final int HEADER = 6;
  private static final int LENGTH_MAX = 254;
  private static final int FAILURE = 0x80;

  private final int unit;
  private final ProtocolEncoder encoder = new Encoder();

  /** The beginning of a frame is kept in its session. */
  private final ProtocolDecoder decoder = new Decoder();

  /**
   * @param unit the unit's number behind the address
   */
  ModbusCodec(int unit) {
    this.unit = unit;
  }

  @Override
  public ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }

  @Override
  public ProtocolDecoder getDecoder(IoSession session) {
    return decoder;
  }

  private final class Encoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
      Modbus.Transaction transaction = (Modbus.Transaction) message;
      Modbus.Request request = transaction.request();
      IoBuffer frame = IoBuffer.allocate(12);
      frame.putShort((short) transaction.number()).putShort((short) 0).putShort((short) HEADER);
      frame.put((byte) unit).put((byte) request.function());
      frame.putShort((short) request.address()).putShort((short) request.word());
      out.write(frame.flip());
    }
  }

  private final class Decoder extends CumulativeProtocolDecoder {

    @Override
    protected boolean doDecode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
      if (in.remaining() < HEADER) {
        return false;
      }
      int start = in.position();
      int number = in.getUnsignedShort(start);
      int length = in.getUnsignedShort(start + 4);
      if (in.getUnsignedShort(start + 2) != 0 || length < 3 || length > LENGTH_MAX) {
        out.write(new Garbage("no Modbus frame: " + in.getHexDump(16)));
        in.position(in.limit());
        return false;
      }
      if (in.remaining() < HEADER + length) {
        return false;
      }
      in.skip(HEADER);
      IoBuffer content = in.getSlice(length);
      out.write(read(number, content));
      return true;
    }

    private BoardMessage read(int number, IoBuffer content) {
      String shown = content.getHexDump(16);
      if (content.getUnsigned() != unit) {
        return new Garbage("the answer of another unit: " + shown);
      }
      int function = content.getUnsigned();
      int left = content.remaining();
      if (function >= FAILURE && left == 1) {
        return Modbus.refusal(content.getUnsigned()).withId(number);
      }
      if ((function == 5 || function == 6) && left == 4) {
        return new Reply(new Modbus.Written(content.getUnsignedShort(), content.getUnsignedShort()))
            .withId(number);
      }
      if (function >= 1 && function <= 3 && content.getUnsigned() == left - 1 && left > 1) {
        return data(number, function, content, shown);
      }
      return new Garbage("no answer of Modbus: " + shown);
    }

    private BoardMessage data(int number, int function, IoBuffer content, String shown) {
      int bytes = content.remaining();
      if (function == 3 && bytes >= 2) {
        return new Reply(new Modbus.Registers(content.getShort())).withId(number);
      }
      if (function == 3 || bytes > Modbus.BITS_MAX / 8) {
        return new Garbage("more or less than was asked for: " + shown);
      }
      long bits = 0;
      for (int i = 0; i < bytes; i++) {
        bits |= (long) content.getUnsigned() << (8 * i);
      }
      return new Reply(new Modbus.Bits(bytes, bits)).withId(number);
    }
  }
}
