package io.drinkd.driver.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
 * LF, and a CR just before it is dropped, or at what the codec says, such as a prompt. Lines are
 * decoded as UTF-8; malformed bytes become U+FFFD.
 *
 * <p>A line longer than {@value #LINE_BYTES_MAX} bytes is reported as garbage, and the rest of it
 * is skipped up to its end, so a board that sends endlessly costs no memory.
 */
public abstract class BoardLineCodec implements ProtocolCodecFactory {

  /** The most bytes that a line may have, its end not counted. */
  public static final int LINE_BYTES_MAX = 1024;

  private static final AttributeKey DECODER = new AttributeKey(BoardLineCodec.class, "decoder");

  private static final String LF = "\n";

  private final ProtocolEncoder encoder = new LineEncoder();
  private final byte[] end;
  private final String endOfRequest;

  /** Of a board whose lines end with LF, as do requests to it. */
  protected BoardLineCodec() {
    this(LF, LF);
  }

  /**
   * Of a board whose messages end otherwise.
   *
   * @param end with what, such as the prompt {@code "\r\n> "}; in ASCII, at least one character
   * @param endOfRequest with what requests to it end, such as {@code "\r"}; in ASCII
   */
  protected BoardLineCodec(String end, String endOfRequest) {
    this.end = end.getBytes(StandardCharsets.US_ASCII);
    this.endOfRequest = endOfRequest;
  }

  /**
   * Parses a line.
   *
   * @param line without its end; may be empty
   * @return {@link #garbage} if the line is malformed; never null, and never an exception
   */
  protected abstract BoardMessage read(String line);

  /**
   * Formats a request, in ASCII and without its end; not called for a {@link BoardRequest.Line}.
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
      String line = text + endOfRequest;
      out.write(IoBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private final class LineDecoder extends ProtocolDecoderAdapter {

    private final byte[] line = new byte[LINE_BYTES_MAX + end.length];
    private int length;
    private boolean skipping;

    @Override
    public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
      while (in.hasRemaining()) {
        if (length == line.length) {
          skip(out);
        }
        line[length++] = in.get();
        int start = length - end.length;
        if (start >= 0 && Arrays.equals(line, start, length, end, 0, end.length)) {
          length = start;
          endOfLine(out);
        }
      }
    }

    /** Keeps what may be the beginning of an end. */
    private void skip(ProtocolDecoderOutput out) {
      if (!skipping) {
        skipping = true;
        length = LINE_BYTES_MAX;
        out.write(garbage("longer than " + LINE_BYTES_MAX + " bytes: " + text()));
      }
      System.arraycopy(line, line.length - end.length + 1, line, 0, end.length - 1);
      length = end.length - 1;
    }

    private void endOfLine(ProtocolDecoderOutput out) {
      if (!skipping) {
        out.write(read(text()));
      }
      length = 0;
      skipping = false;
    }

    private String text() {
      boolean cr = end.length == 1 && length > 0 && line[length - 1] == '\r';
      return new String(line, 0, cr ? length - 1 : length, StandardCharsets.UTF_8);
    }
  }
}
