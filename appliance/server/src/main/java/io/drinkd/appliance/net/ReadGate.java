package io.drinkd.appliance.net;

import org.apache.mina.core.session.IoSession;

/**
 * Whether a connection is read from and its requests are taken up. Several parts may have a reason
 * to pause; MINA has one flag, which the first of them to be content would reset for all.
 *
 * <p>While it is closed nothing is read, and {@link LineCodec} holds back what it has. When it
 * opens, {@link ConnectionSignal#GATE_OPEN} goes through the chain. Used on the I/O thread only.
 */
public final class ReadGate {

  /** Why nothing is read. */
  public enum Reason {
    /** Too many bytes of replies wait for the client to take them. */
    REPLIES_WAIT,
    /** Too many requests wait for their replies. */
    REQUESTS_WAIT,
    /** Requests come faster than they may. */
    TOO_FAST,
    /** TLS has cost too much for the client's address. */
    TLS_WAITS
  }

  private final IoSession session;
  private boolean repliesWait;
  private boolean requestsWait;
  private boolean tooFast;
  private boolean tlsWaits;
  private boolean ended;

  ReadGate(IoSession session) {
    this.session = session;
  }

  /** Whether requests may be taken up. */
  public boolean isOpen() {
    return !repliesWait && !requestsWait && !tooFast && !tlsWaits;
  }

  /** Pauses, or no longer pauses, for that reason. */
  public void hold(Reason reason, boolean held) {
    boolean wasOpen = isOpen();
    switch (reason) {
      case REPLIES_WAIT -> repliesWait = held;
      case REQUESTS_WAIT -> requestsWait = held;
      case TOO_FAST -> tooFast = held;
      case TLS_WAITS -> tlsWaits = held;
    }
    if (wasOpen == isOpen()) {
      return;
    }
    if (wasOpen) {
      session.suspendRead();
      return;
    }
    if (!ended) {
      session.resumeRead();
    }
    session.getFilterChain().fireEvent(ConnectionSignal.GATE_OPEN);
  }

  /**
   * Reads nothing more, for good. At the end of input this comes before anything else: a selector
   * reports the end again and again, which takes a whole core until the connection is closed.
   */
  void end() {
    ended = true;
    session.suspendRead();
  }
}
