package io.drinkd.driver.link;

import io.drinkd.driver.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
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
 * decoded as UTF-8; malformed bytes become U+FFFD. Where lines have a {@link Checksum} behind them,
 * one with another sum is garbage, and neither {@link #read} nor {@link #write} sees any.
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
  private final Optional<Checksum> checksum;

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
    this(end, endOfRequest, Optional.empty());
  }

  /** Of a board whose lines end with LF, as do requests to it, and have a sum before that. */
  protected BoardLineCodec(Checksum checksum) {
    this(LF, LF, checksum);
  }

  /** Of a board whose messages end otherwise, and whose messages and requests have a sum before. */
  protected BoardLineCodec(String end, String endOfRequest, Checksum checksum) {
    this(end, endOfRequest, Optional.of(checksum));
  }

  private BoardLineCodec(String end, String endOfRequest, Optional<Checksum> checksum) {
    this.checksum = checksum;
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
      byte[] line = text.getBytes(StandardCharsets.US_ASCII);
      byte[] summed = checksum.map(sum -> sum.append(line)).orElse(line);
      byte[] last = endOfRequest.getBytes(StandardCharsets.US_ASCII);
      out.write(IoBuffer.allocate(summed.length + last.length).put(summed).put(last).flip());
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
        out.write(checksum.isEmpty() ? read(text()) : readSummed(checksum.get()));
      }
      length = 0;
      skipping = false;
    }

    private BoardMessage readSummed(Checksum sum) {
      return sum.strip(Arrays.copyOf(line, textLength()))
          .map(content -> read(new String(content, StandardCharsets.UTF_8)))
          .orElseGet(() -> garbage("wrong sum: " + text()));
    }

    private String text() {
      return new String(line, 0, textLength(), StandardCharsets.UTF_8);
    }

    private int textLength() {
      boolean cr = end.length == 1 && length > 0 && line[length - 1] == '\r';
      return cr ? length - 1 : length;
    }
  }
}
