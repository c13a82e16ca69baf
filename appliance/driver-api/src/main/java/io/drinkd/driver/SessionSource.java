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
   * Provides sessions from now on until {@link Subscription#close}: one now, and another one after
   * each that was closed or could not be opened. How long to wait between two attempts is the
   * source's business, see {@link Subscription#settled}.
   *
   * @param codec the codec that every session has in its filter chain
   * @param handler receives the sessions and their events, after this method has returned
   */
  Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler);

  /**
   * Provides one session, now, or reports once that it could not be opened; none follows.
   *
   * @param codec the codec that it has in its filter chain
   * @param handler receives it and its events, after this method has returned
   * @return ends the attempt, if the session is not open yet
   * @throws UnsupportedOperationException if the board dials in
   */
  default Subscription visit(ProtocolCodecFactory codec, SessionHandler handler) {
    throw new UnsupportedOperationException("a board that dials in cannot be visited");
  }

  /**
   * Whether an order may be sent to the board now: not if another appliance may send it orders by
   * now. {@link io.drinkd.driver.link.BoardLink} asks just before the first byte leaves. May be
   * called on any thread.
   */
  default boolean mayOrder() {
    return true;
  }

  /** Receives sessions and what happens on them, in the order in which it happened. */
  interface SessionHandler {

    /**
     * A session is open. An earlier one is dead, whatever TCP reports of it, unless the board dials
     * in and does not log in: then it may still be the board's, and the new one a stranger's.
     */
    void opened(IoSession session);

    /** The codec has decoded a message. */
    void received(IoSession session, Object message);

    /** A session has been closed. */
    void closed(IoSession session, String reason);

    /**
     * A session could not be opened.
     *
     * @param nextTryIn when the next attempt follows; zero if that is the board's business
     */
    void failed(String reason, Duration nextTryIn);
  }

  /** What {@link #subscribe} returns. */
  interface Subscription {

    /** The present session works: the delay after the next failure is the shortest again. */
    void settled();

    /**
     * This session is taken for the board's from now on, and no other one is: its address is shown,
     * and that of a board that dials in is logged.
     */
    default void accepted(IoSession session) {}

    /** A session that was never taken for the board's has been closed, for this reason. */
    default void rejected(IoSession session, String reason) {}

    /** Provides no more sessions. Open ones stay open; whoever received them closes them. */
    void close();
  }
}
