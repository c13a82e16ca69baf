package io.drinkd.driver;

import java.time.Duration;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/**
 * Where the network sessions with one machine's board come from: the appliance dials the board, or
 * the board dials in. A driver does not know which.
 */
public interface SessionSource {

  /**
   * Brings sessions from now on until {@link Subscription#close}: one now, and another one after
   * each that was closed or could not be opened. How long to wait between two tries is the source's
   * business, see {@link Subscription#settled}.
   *
   * @param codec the codec that every session has in its filter chain
   * @param handler whom to tell; called on any thread, and perhaps before this method returns. What
   *     belongs to one session is told in the order in which it happened
   */
  Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler);

  /** What a source tells about its sessions. */
  interface SessionHandler {

    /** A new session is there. One that was there before is dead, whatever TCP says of it. */
    void opened(IoSession session);

    /** The codec has decoded a message. */
    void received(IoSession session, Object message);

    /** A session is gone. */
    void closed(IoSession session, String reason);

    /** A session could not be opened; the next try is made after {@code nextTryIn}. */
    void failed(String reason, Duration nextTryIn);
  }

  /** A driver's standing wish for sessions. */
  interface Subscription {

    /** The present session serves well: the next failure is the first one again. */
    void settled();

    /** No more sessions. Those that are open stay open; whoever took them closes them. */
    void close();
  }
}
