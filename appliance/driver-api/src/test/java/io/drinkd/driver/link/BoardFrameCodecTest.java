package io.drinkd.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.Checksum;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.DefaultTransportMetadata;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.filter.codec.ProtocolCodecSession;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.junit.jupiter.api.Test;

class BoardFrameCodecTest {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /** What comes in pieces. */
  private static final TransportMetadata TCP =
      new DefaultTransportMetadata(
          "test",
          "tcp",
          false,
          true,
          InetSocketAddress.class,
          SocketSessionConfig.class,
          IoBuffer.class);

  /** A frame's content is all of it; one that has 01 in its third byte has two bytes more. */
  private static final class Echo extends BoardFrameCodec {

    Echo(FrameShape shape) {
      super(shape);
    }

    @Override
    protected BoardMessage read(IoBuffer frame) {
      String shown = frame.getHexDump();
      if (frame.remaining() > 2 && frame.get(2) == 1) {
        frame.skip(3).getUnsignedShort();
      } else {
        frame.skip(frame.remaining());
      }
      return new Reply(shown.toLowerCase(Locale.ROOT));
    }

    @Override
    protected byte[] write(Object request) {
      return (byte[]) request;
    }
  }

  private static List<String> read(FrameShape shape, int piece, String hex) throws Exception {
    var codec = new Echo(shape);
    var session = new ProtocolCodecSession();
    session.setTransportMetadata(TCP);
    byte[] all = HEX.parseHex(hex);
    for (int i = 0; i < all.length; i += piece) {
      IoBuffer bytes = IoBuffer.wrap(all, i, Math.min(piece, all.length - i)).slice();
      codec.getDecoder(session).decode(session, bytes, session.getDecoderOutput());
    }
    var found = new ArrayList<String>();
    while (!session.getDecoderOutputQueue().isEmpty()) {
      Object message = session.getDecoderOutputQueue().remove();
      found.add(
          message instanceof Garbage garbage
              ? garbage.text().replaceFirst(":.*", "")
              : ((Reply) message).content().toString());
    }
    return found;
  }

  private static String written(FrameShape shape, String hex) throws Exception {
    var session = new ProtocolCodecSession();
    new Echo(shape)
        .getEncoder(session)
        .encode(session, HEX.parseHex(hex), session.getEncoderOutput());
    var bytes = (IoBuffer) session.getEncoderOutputQueue().remove();
    return bytes.getHexDump().toLowerCase(Locale.ROOT);
  }

  @Test
  void cutsFramesHoweverTheyAreSplitAndJoined() throws Exception {
    FrameShape shape = FrameShape.withLengthAt(1, 1);
    for (int piece : new int[] {1, 2, 3, 100}) {
      assertThat(read(shape, piece, "a5 00 a5 03 07 08 09 a5 01 05 a5 02 07"))
          .containsExactly("a5 00", "a5 03 07 08 09", "a5 01 05");
    }
    assertThat(written(shape, "a5 ff 07 08")).isEqualTo("a5 02 07 08");
  }

  @Test
  void lengthsHaveTwoBytesInEitherOrderAndCountWhatTheyCount() throws Exception {
    FrameShape high = FrameShape.withLengthAt(1, 2).countingAlso(3);
    assertThat(read(high, 1, "a5 00 05 07 08")).containsExactly("a5 00 05 07 08");
    assertThat(written(high, "a5 00 00 07 08")).isEqualTo("a5 00 05 07 08");

    FrameShape low = high.lowByteFirst();
    assertThat(read(low, 1, "a5 05 00 07 08")).containsExactly("a5 05 00 07 08");
    assertThat(written(low, "a5 00 00 07 08")).isEqualTo("a5 05 00 07 08");
  }

  @Test
  void aLengthThatNoFrameHasCostsWhatCameWithIt() throws Exception {
    String wrong = "a frame of a length that none has";
    assertThat(read(FrameShape.withLengthAt(0, 2), 100, "ff ff 01 02")).containsExactly(wrong);
    assertThat(read(FrameShape.withLengthAt(0, 1).atMost(4), 100, "04 01")).containsExactly(wrong);
    assertThat(read(FrameShape.withLengthAt(1, 1).countingAlso(2), 100, "a5 01"))
        .containsExactly(wrong);
  }

  @Test
  void framesOfOneLengthNeedNone() throws Exception {
    assertThat(read(FrameShape.ofBytes(2), 3, "07 08 07 09 07")).containsExactly("07 08", "07 09");
    assertThat(written(FrameShape.ofBytes(2), "07 08")).isEqualTo("07 08");
  }

  @Test
  void whatIsBeforeAFrameIsSkipped() throws Exception {
    FrameShape shape = FrameShape.withLengthAt(2, 1).startingWith(0xa5, 0x5a);
    for (int piece : new int[] {1, 2, 100}) {
      assertThat(read(shape, piece, "01 a5 01 a5 5a 02 07 08 a5 5a 00"))
          .endsWith("a5 5a 02 07 08", "a5 5a 00")
          .startsWith("bytes that are in no frame");
    }
  }

  @Test
  void aFrameWithOtherBytesWhereAllHaveTheSameCostsWhatCameWithIt() throws Exception {
    FrameShape shape = FrameShape.withLengthAt(4, 2).having(2, 0, 0);
    assertThat(read(shape, 100, "00 01 00 00 00 01 07")).containsExactly("00 01 00 00 00 01 07");
    assertThat(read(shape, 100, "47 45 54 20 2f 0d 0a 00 01 00 00 00 01 07"))
        .containsExactly("bytes that are in no frame");
  }

  @Test
  void aSumIsWrittenAndChecked() throws Exception {
    FrameShape shape = FrameShape.withLengthAt(1, 1).summed(Checksum.xor().skipping(2));
    assertThat(written(shape, "a5 00 07 08")).isEqualTo("a5 02 07 08 0f");
    assertThat(read(shape, 1, "a5 02 07 08 0f a5 02 07 08 0e"))
        .containsExactly("a5 02 07 08", "wrong sum");
  }

  @Test
  void aFrameIsReadToItsEnd() throws Exception {
    FrameShape shape = FrameShape.withLengthAt(1, 1);
    assertThat(read(shape, 100, "a5 03 01 00 00 a5 02 01 00 a5 04 01 00 00 00"))
        .containsExactly(
            "a5 03 01 00 00",
            "fewer bytes in a frame than expected",
            "more bytes in a frame than expected");
  }
}
