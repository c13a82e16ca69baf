package io.drinkd.board.uccplc;

import io.drinkd.driver.link.BoardFrameCodec;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Reply;
import io.drinkd.driver.link.FrameShape;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * The framing of Modbus/TCP: a transaction's number, which the answer repeats, zero, the length of
 * what follows, the unit's number, the function and its data.
 */
final class ModbusCodec extends BoardFrameCodec {

  private static final FrameShape SHAPE = FrameShape.withLengthAt(4, 2).having(2, 0, 0).atMost(260);
  private static final int FAILURE = 0x80;

  private final int unit;

  /**
   * @param unit the unit's number behind the address
   */
  ModbusCodec(int unit) {
    super(SHAPE);
    this.unit = unit;
  }

  @Override
  protected byte[] write(Object message) {
    Modbus.Transaction transaction = (Modbus.Transaction) message;
    Modbus.Request request = transaction.request();
    return IoBuffer.allocate(12)
        .putShort((short) transaction.number())
        .putInt(0)
        .put((byte) unit)
        .put((byte) request.function())
        .putShort((short) request.address())
        .putShort((short) request.word())
        .array();
  }

  @Override
  protected BoardMessage read(IoBuffer frame) {
    int number = frame.getUnsignedShort();
    if (frame.skip(4).getUnsigned() != unit) {
      return garbage("the answer of another unit", frame);
    }
    int function = frame.getUnsigned();
    return switch (function) {
      case Modbus.READ_BITS, Modbus.READ_INPUTS -> bits(number, frame);
      case Modbus.READ_REGISTERS -> registers(number, frame);
      case Modbus.WRITE_BIT, Modbus.WRITE_REGISTER -> {
        frame.getInt();
        yield new Reply(new Modbus.Written()).withId(number);
      }
      default ->
          function > FAILURE
              ? Modbus.exception(frame.getUnsigned(), number)
              : garbage("no answer of Modbus", frame);
    };
  }

  private static BoardMessage bits(int number, IoBuffer frame) {
    int bytes = frame.getUnsigned();
    if (bytes == 0 || bytes > Modbus.BITS_MAX / 8) {
      return garbage("more or less than was asked for", frame);
    }
    long bits = 0;
    for (int i = 0; i < bytes; i++) {
      bits |= (long) frame.getUnsigned() << (8 * i);
    }
    return new Reply(new Modbus.Data(bits)).withId(number);
  }

  private static BoardMessage registers(int number, IoBuffer frame) {
    return frame.getUnsigned() == 2
        ? new Reply(new Modbus.Data(frame.getShort())).withId(number)
        : garbage("more or less than was asked for", frame);
  }
}
