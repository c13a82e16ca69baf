package io.drinkd.driver.link;

import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolCodecSession;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for a login in the first bytes of a connection, with one model's codec. */
final class LoginSearch {

  private static final Logger LOG = LoggerFactory.getLogger(LoginSearch.class);

  private LoginSearch() {}

  /**
   * The password of the first login among the bytes; empty if there is none yet, or if the codec
   * cannot decode them. Runs a driver's code.
   */
  static Optional<String> password(byte[] received, ProtocolCodecFactory codec) {
    // A session of its own, so that nothing of it is left in the real one.
    var session = new ProtocolCodecSession();
    try {
      ProtocolDecoder decoder = codec.getDecoder(session);
      decoder.decode(session, IoBuffer.wrap(received), session.getDecoderOutput());
      decoder.dispose(session);
    } catch (Throwable e) {
      LOG.debug("a codec failed to decode the first bytes of a connection: {}", e.toString());
      return Optional.empty();
    }
    return session.getDecoderOutputQueue().stream()
        .filter(BoardMessage.Login.class::isInstance)
        .map(message -> ((BoardMessage.Login) message).password())
        .findFirst();
  }
}
