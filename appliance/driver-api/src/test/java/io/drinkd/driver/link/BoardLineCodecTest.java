package io.drinkd.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.driver.link.BoardMessage.Garbage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.filter.codec.ProtocolCodecSession;
import org.junit.jupiter.api.Test;

class BoardLineCodecTest {

  /** Every line is garbage, so that a test sees what the lines were. */
  private static final class Echo extends BoardLineCodec {
    Echo() {}

    Echo(String end, String endOfRequest) {
      super(end, endOfRequest);
    }

    @Override
    protected BoardMessage read(String line) {
      return garbage(line);
    }

    @Override
    protected String write(BoardRequest request) {
      return request.getClass().getSimpleName();
    }
  }

  private Echo codec = new Echo();

  /** The lines that a new session's decoder finds in the pieces. */
  private List<String> lines(byte[]... pieces) throws Exception {
    var session = new ProtocolCodecSession();
    for (byte[] piece : pieces) {
      // As MINA does it: the decoder is asked for with every piece.
      codec.getDecoder(session).decode(session, IoBuffer.wrap(piece), session.getDecoderOutput());
    }
    var lines = new ArrayList<String>();
    while (!session.getDecoderOutputQueue().isEmpty()) {
      lines.add(((Garbage) session.getDecoderOutputQueue().remove()).text());
    }
    return lines;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void findsLinesHoweverTheyAreSplitAndJoined() throws Exception {
    byte[] all = bytes("4\n71 1`2 0\r\n\n872.5\nrest");
    assertThat(lines(all)).containsExactly("4", "71 1`2 0", "", "872.5");

    byte[][] single = new byte[all.length][];
    for (int i = 0; i < all.length; i++) {
      single[i] = new byte[] {all[i]};
    }
    assertThat(lines(single)).containsExactly("4", "71 1`2 0", "", "872.5");
    assertThat(lines(bytes("4\n71 "), bytes("1\n"))).containsExactly("4", "71 1");
  }

  @Test
  void aLineOfTheLongestLengthIsRead() throws Exception {
    assertThat(lines(bytes("x".repeat(BoardLineCodec.LINE_BYTES_MAX) + "\n4\n")))
        .hasSize(2)
        .last()
        .isEqualTo("4");
  }

  @Test
  void reportsLongerLineOnceAndSkipsToItsEnd() throws Exception {
    byte[] endless = bytes("x".repeat(100_000));

    assertThat(lines(endless)).singleElement().asString().startsWith("longer than 1024 bytes: xxx");
    assertThat(lines(endless, endless, bytes("still it\n4\n"))).hasSize(2).last().isEqualTo("4");
  }

  @Test
  void findsMessagesThatEndWithAPrompt() throws Exception {
    codec = new Echo("\r\n> ", "\r");
    byte[] all = bytes("LIST\r\n1 full\r\n> GOTO 1\r\r\n> \r\n> rest\r\n");
    String list = "LIST\\u000d\\u000a1 full";
    assertThat(lines(all)).containsExactly(list, "GOTO 1\\u000d", "");

    byte[][] single = new byte[all.length][];
    for (int i = 0; i < all.length; i++) {
      single[i] = new byte[] {all[i]};
    }
    assertThat(lines(single)).containsExactly(list, "GOTO 1\\u000d", "");

    byte[] endless = bytes("x".repeat(100_001));
    assertThat(lines(endless, bytes("\r"), bytes("\n> 4\r\n> "))).hasSize(2).last().isEqualTo("4");
    assertThat(lines(bytes("x".repeat(BoardLineCodec.LINE_BYTES_MAX) + "\r\n> 4\r\n> ")))
        .hasSize(2)
        .last()
        .isEqualTo("4");

    var session = new ProtocolCodecSession();
    codec
        .getEncoder(session)
        .encode(session, new BoardRequest.Line("LIST"), session.getEncoderOutput());
    IoBuffer sent = (IoBuffer) session.getEncoderOutputQueue().remove();
    assertThat(sent.getString(StandardCharsets.US_ASCII.newDecoder())).isEqualTo("LIST\r");
  }

  @Test
  void unprintableBytesAreShownAsEscapesAndLongTextsAreCut() throws Exception {
    assertThat(lines(new byte[] {'7', 0, (byte) 0xff, '\t', '\n'}))
        .containsExactly("7\\u0000\\ufffd\\u0009");
    assertThat(lines(bytes("y".repeat(500) + "\n")))
        .containsExactly("y".repeat(80) + "... (500 characters)");
  }

  @Test
  void aRequestIsOneLineEndedByLf() throws Exception {
    var session = new ProtocolCodecSession();
    codec
        .getEncoder(session)
        .encode(session, new BoardRequest.AskSlots(), session.getEncoderOutput());

    IoBuffer sent = (IoBuffer) session.getEncoderOutputQueue().remove();
    assertThat(sent.getString(StandardCharsets.US_ASCII.newDecoder())).isEqualTo("AskSlots\n");
  }
}
