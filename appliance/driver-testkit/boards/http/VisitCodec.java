package io.drinkd.board.@package@;

import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * One request on a connection, and one answer. As it asks in HTTP/1.0, the answer has a length or
 * ends with the connection, and never comes in chunks.
 */
final class VisitCodec implements ProtocolCodecFactory {

  private static final AttributeKey DECODER = new AttributeKey(VisitCodec.class, "decoder");

  private final ProtocolEncoder encoder = new Encoder();

  @Override
  public ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }

  /** The session's own, for it keeps the beginning of the answer. */
  @Override
  public ProtocolDecoder getDecoder(IoSession session) {
    session.setAttributeIfAbsent(DECODER, new Decoder());
    return (ProtocolDecoder) session.getAttribute(DECODER);
  }

  private static final class Encoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
      Http.Request request = (Http.Request) message;
      IoBuffer bytes = IoBuffer.allocate(256).setAutoExpand(true);
      put(bytes, request.verb() + " " + request.path() + " HTTP/1.0\r\n");
      put(bytes, "Host: " + request.host() + "\r\n");
      put(bytes, "Content-Length: " + request.body().length() + "\r\n");
      put(bytes, request.body().isEmpty() ? "" : "Content-Type: application/json\r\n");
      request.token().putInto(bytes);
      put(bytes, "\r\n" + request.body());
      out.write(bytes.flip());
    }

    private static void put(IoBuffer bytes, String text) {
      bytes.put(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static final class Decoder extends ProtocolDecoderAdapter {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([2-5][0-9]{2})[^\r\n]*");
    private static final Pattern LENGTH =
        Pattern.compile("(?im)^content-length: *([0-9]{1,5}) *\r?$");
    private static final int ANSWER_MAX = 8_192;

    private final StringBuilder answer = new StringBuilder();
    private boolean done;

    @Override
    public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
      byte[] piece = new byte[in.remaining()];
      in.get(piece);
      if (!done) {
        answer.append(new String(piece, StandardCharsets.ISO_8859_1));
        read(false, out);
      }
    }

    /** The connection has ended: so has a body without a length. */
    @Override
    public void finishDecode(IoSession session, ProtocolDecoderOutput out) {
      read(true, out);
    }

    private void read(boolean ended, ProtocolDecoderOutput out) {
      int line = answer.indexOf("\r\n");
      int head = answer.indexOf("\r\n\r\n");
      if (line >= 0 && !STATUS.matcher(answer.substring(0, line)).matches()) {
        finish(new Garbage("no answer of HTTP"), out);
      } else if (answer.length() > ANSWER_MAX) {
        finish(new Garbage("an answer of more than " + ANSWER_MAX + " bytes"), out);
      } else if (head >= 0) {
        Matcher length = LENGTH.matcher(answer.substring(0, head));
        String body = answer.substring(head + 4);
        boolean measured = length.find();
        int end = measured ? Integer.parseInt(length.group(1)) : body.length();
        if (measured ? body.length() >= end : ended) {
          int status = Integer.parseInt(answer.substring(9, 12));
          finish(new Reply(new Http.Answer(status, body.substring(0, end))), out);
        }
      }
    }

    private void finish(BoardMessage message, ProtocolDecoderOutput out) {
      if (!done) {
        done = true;
        out.write(message);
      }
    }
  }
}
