package io.drinkd.driver.http;

import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolEncoder;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

/**
 * HTTP/1.1 as far as one question on a connection needs it: encodes an {@link HttpRequest}, and
 * decodes its answer as a {@link io.drinkd.driver.link.BoardMessage.Reply} whose content is an
 * {@link HttpAnswer}. The board is asked to close the connection after its answer, and need not.
 *
 * <p>An answer's body has a length, comes in chunks, or ends with the connection; what follows it
 * is dropped. What is no HTTP, or exceeds {@value HttpDecoder#LINES_MAX} lines of headers, {@value
 * HttpDecoder#LINE_MAX} bytes a line or {@value HttpDecoder#BODY_MAX} bytes of the body, is
 * garbage, and one that ends before its length is none.
 */
public final class HttpCodec implements ProtocolCodecFactory {

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

  private static final class Encoder extends ProtocolEncoderAdapter {
    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
      out.write(((HttpRequest) message).encoded());
    }
  }
}
