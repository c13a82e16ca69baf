package io.drinkd.board.mqtt;

import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Failed;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.KeepAlive;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
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
 * The framing of MQTT 3.1.1: a byte with the packet's kind and flags, its length in one to four
 * bytes of seven bits, and its content. A packet that is too long ends what can be read.
 */
final class MqttCodec implements ProtocolCodecFactory {

  private static final int CONNECT = 0x10;
  private static final int CONNACK = 0x20;
  private static final int PUBLISH = 0x30;
  private static final int SUBSCRIBE = 0x82;
  private static final int SUBACK = 0x90;
  private static final int PING = 0xc0;
  private static final int PONG = 0xd0;

  private static final int LENGTH_MAX = 65_536;
  private static final int LENGTH_BYTES = 4;
  private static final int LEVEL = 4;
  private static final int CLEAN_WITH_USER_AND_PASSWORD = 0xc2;
  private static final int KEEP_ALIVE_SECONDS = 60;
  private static final int REFUSED = 0x80;

  private final Function<Mqtt.Published, List<BoardMessage>> meaning;
  private final ProtocolEncoder encoder = new Encoder();

  /** The beginning of a packet is kept in its session. */
  private final ProtocolDecoder decoder = new Decoder();

  /**
   * @param meaning what a published text says
   */
  MqttCodec(Function<Mqtt.Published, List<BoardMessage>> meaning) {
    this.meaning = meaning;
  }

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
      IoBuffer content = IoBuffer.allocate(256).setAutoExpand(true);
      int kind = PING;
      if (message instanceof Mqtt.Connect connect) {
        kind = CONNECT;
        put(content, "MQTT");
        content.put((byte) LEVEL).put((byte) CLEAN_WITH_USER_AND_PASSWORD);
        content.putShort((short) KEEP_ALIVE_SECONDS);
        put(content, connect.client());
        put(content, connect.user());
        content.putShort((short) connect.password().length());
        connect.password().putInto(content);
      } else if (message instanceof Mqtt.Subscribe subscribe) {
        kind = SUBSCRIBE;
        content.putShort((short) 1);
        subscribe.topics().forEach(topic -> put(content, topic).put((byte) 0));
      } else if (message instanceof Mqtt.Publish publish) {
        kind = PUBLISH;
        put(content, publish.topic()).put(publish.text().getBytes(StandardCharsets.UTF_8));
      }
      content.flip();
      IoBuffer packet = IoBuffer.allocate(content.remaining() + 1 + LENGTH_BYTES);
      packet.put((byte) kind);
      int length = content.remaining();
      do {
        packet.put((byte) (length % 128 | (length >= 128 ? 128 : 0)));
        length /= 128;
      } while (length > 0);
      out.write(packet.put(content).flip());
    }

    private static IoBuffer put(IoBuffer content, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return content.putShort((short) bytes.length).put(bytes);
    }
  }

  private final class Decoder extends CumulativeProtocolDecoder {

    @Override
    protected boolean doDecode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
      int start = in.position();
      int length = 0;
      for (int i = 0; i < LENGTH_BYTES; i++) {
        if (in.remaining() < i + 2) {
          return false;
        }
        int next = in.getUnsigned(start + 1 + i);
        length += (next & 127) << (7 * i);
        if (next < 128) {
          return whole(in, 2 + i, length, out);
        }
      }
      return whole(in, 1 + LENGTH_BYTES, LENGTH_MAX + 1, out);
    }

    private boolean whole(IoBuffer in, int header, int length, ProtocolDecoderOutput out) {
      if (length > LENGTH_MAX) {
        out.write(new Garbage("a packet of more than " + LENGTH_MAX + " bytes"));
        in.position(in.limit());
        return false;
      }
      if (in.remaining() < header + length) {
        return false;
      }
      int kind = in.getUnsigned();
      in.skip(header - 1);
      IoBuffer content = in.getSlice(length);
      String shown = "packet " + Integer.toHexString(kind) + " " + content.getHexDump(16);
      read(kind, content, shown).forEach(out::write);
      return true;
    }

    private List<BoardMessage> read(int kind, IoBuffer content, String shown) {
      int length = content.remaining();
      if (kind == CONNACK && length == 2) {
        int code = content.skip(1).getUnsigned();
        return List.of(
            code == 0
                ? new Reply(new Mqtt.Connected())
                : new Failed("the broker refuses, code " + code));
      }
      if (kind == SUBACK && length > 2) {
        boolean all = true;
        for (content.skip(2); content.hasRemaining(); ) {
          all &= content.getUnsigned() < REFUSED;
        }
        return List.of(
            all
                ? new Reply(new Mqtt.Subscribed())
                : new Failed("the broker does not let this user read the topics"));
      }
      if (kind == PONG && length == 0) {
        return List.of(new KeepAlive());
      }
      // Its lowest bit says whether the broker has kept it; the others are for other qualities.
      if ((kind & 0xf6) == PUBLISH && length >= 2) {
        int topic = content.getUnsignedShort();
        if (topic <= content.remaining()) {
          String name = text(content, topic);
          return meaning.apply(
              new Mqtt.Published(name, text(content, content.remaining()), (kind & 1) == 1));
        }
      }
      return List.of(new Garbage(shown));
    }

    private static String text(IoBuffer content, int length) {
      byte[] bytes = new byte[length];
      content.get(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
