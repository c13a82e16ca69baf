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
 * The codec of a board that speaks in lines: a subclass says what one line means and how one
 * request is spelled, this class finds the lines in the bytes, however they are split and joined on
 * the way. A line ends at LF; a CR just before it is dropped. Lines are read as UTF-8; what is not
 * UTF-8 comes as U+FFFD.
 *
 * <p>A line longer than {@value #LONGEST_LINE_BYTES} bytes is told as garbage as soon as it is
 * longer, and the rest of it is skipped up to its LF, so a board that sends without end costs no
 * memory.
 */
public abstract class BoardLineCodec implements ProtocolCodecFactory {

  /** The most bytes that a line may have, its LF not counted. */
  public static final int LONGEST_LINE_BYTES = 1024;

  private static final AttributeKey DECODER = new AttributeKey(BoardLineCodec.class, "decoder");

  private final ProtocolEncoder encoder = new LineEncoder();

  /**
   * What a line says. Called on an I/O thread.
   *
   * @param line without its end; may be empty
   * @return {@link #garbage} if the line means nothing; never null, and never an exception
   */
  protected abstract BoardMessage read(String line);

  /**
   * How a request is spelled, in ASCII and without LF.
   *
   * @throws IllegalArgumentException if the board cannot be told so
   */
  protected abstract String write(BoardRequest request);

  /** A line that means nothing, made fit for a log. */
  protected static BoardMessage.Garbage garbage(String line) {
    return new BoardMessage.Garbage(Printable.text(line));
  }

  @Override
  public final ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }

  /**
   * The session's own decoder, for it keeps the beginning of a line whose end is to come. MINA asks
   * for it anew with every piece that arrives, so it is kept in the session.
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
      String line = write((BoardRequest) message) + "\n";
      out.write(IoBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private final class LineDecoder extends ProtocolDecoderAdapter {

    private final byte[] line = new byte[LONGEST_LINE_BYTES];
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
