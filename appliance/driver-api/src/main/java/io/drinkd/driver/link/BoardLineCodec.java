package io.drinkd.driver.link;

import java.nio.charset.StandardCharsets;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolDecoderAdapter;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;
import org.apache.mina.filter.codec.ProtocolEncoder;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

/**
 * The codec of a board with a line protocol: a subclass parses one line and formats one request,
 * this class splits the bytes into lines, however they are fragmented on the way. A line ends at
 * LF; a CR just before it is dropped. Lines are decoded as UTF-8; malformed bytes become U+FFFD.
 *
 * <p>A line longer than {@value #LINE_BYTES_MAX} bytes is reported as garbage, and the rest of it
 * is skipped up to its LF, so a board that sends endlessly costs no memory.
 */
public abstract class BoardLineCodec implements ProtocolCodecFactory {

  /** The most bytes that a line may have, its LF not counted. */
  public static final int LINE_BYTES_MAX = 1024;

  private static final AttributeKey DECODER = new AttributeKey(BoardLineCodec.class, "decoder");

  private final ProtocolEncoder encoder = new LineEncoder();

  /**
   * Parses a line.
   *
   * @param line without its end; may be empty
   * @return {@link #garbage} if the line is malformed; never null, and never an exception
   */
  protected abstract BoardMessage read(String line);

  /**
   * Formats a request, in ASCII and without LF; not called for a {@link BoardRequest.Line}.
   *
   * @throws IllegalArgumentException if the board's protocol has no such request
   */
  protected abstract String write(BoardRequest request);

  /** A malformed line, made printable. */
  protected static BoardMessage.Garbage garbage(String line) {
    return new BoardMessage.Garbage(Printable.text(line));
  }

  @Override
  public final ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }

  /**
   * The session's own decoder, for it keeps the beginning of an incomplete line. MINA asks for it
   * with every piece that arrives, so it is kept in the session.
   */
  @Override
  public final ProtocolDecoder getDecoder(IoSession session) {
    var decoder = (ProtocolDecoder) session.getAttribute(DECODER);
    if (decoder == null) {
      decoder = new LineDecoder();
      session.setAttribute(DECODER, decoder);
    }
    return decoder;
  }

  private final class LineEncoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
      String text =
          message instanceof BoardRequest.Line own ? own.text() : write((BoardRequest) message);
      String line = text + "\n";
      out.write(IoBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private final class LineDecoder extends ProtocolDecoderAdapter {

    private final byte[] line = new byte[LINE_BYTES_MAX];
    private int length;
    private boolean skipping;

    @Override
    public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
      while (in.hasRemaining()) {
        byte next = in.get();
        if (next == '\n') {
          endOfLine(out);
        } else if (length < line.length) {
          line[length++] = next;
        } else if (!skipping) {
          skipping = true;
          out.write(garbage("longer than " + line.length + " bytes: " + text()));
        }
      }
    }

    private void endOfLine(ProtocolDecoderOutput out) {
      if (!skipping) {
        out.write(read(text()));
      }
      length = 0;
      skipping = false;
    }

    private String text() {
      int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
      return new String(line, 0, end, StandardCharsets.UTF_8);
    }
  }
}
