package io.drinkd.board.bubbler;

import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolEncoder;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

/**
 * HTTP/1.1 as far as one request on a connection needs it. The board is asked to close the
 * connection after its answer, and need not.
 */
final class HttpCodec implements ProtocolCodecFactory {

  private static final AttributeKey DECODER = new AttributeKey(HttpCodec.class, "decoder");

  private final ProtocolEncoder encoder = new Encoder();

  @Override
  public ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }

  /** The session's own, for it keeps the beginning of the answer. */
  @Override
  public ProtocolDecoder getDecoder(IoSession session) {
    var decoder = (ProtocolDecoder) session.getAttribute(DECODER);
    if (decoder == null) {
      decoder = new HttpDecoder();
      session.setAttribute(DECODER, decoder);
    }
    return decoder;
  }

  static BoardMessage reply(int status, byte[] body) {
    return new Reply(new HttpResponse(status, new String(body, StandardCharsets.UTF_8)));
  }

  static BoardMessage garbage(String what) {
    return new Garbage("no answer of HTTP: " + what);
  }

  private static final class Encoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
      HttpRequest request = (HttpRequest) message;
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      IoBuffer bytes = IoBuffer.allocate(512).setAutoExpand(true);
      put(bytes, request.start() + "\r\nHost: " + request.host() + "\r\n");
      request.secretHeader().putInto(bytes);
      put(bytes, "Accept: application/json\r\nConnection: close\r\n");
      if (body.length > 0) {
        put(bytes, "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n");
      }
      put(bytes, "\r\n");
      out.write(bytes.put(body).flip());
    }

    private static void put(IoBuffer bytes, String text) {
      bytes.put(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
