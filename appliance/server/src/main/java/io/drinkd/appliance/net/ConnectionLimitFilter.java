package io.drinkd.appliance.net;

import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Refuses a connection when there are too many, or when it comes from where it may not, with the
 * protocol's error for it. The filters behind this one do not see a refused connection.
 *
 * <p>Refusing keeps the number of open files below what the system allows; without a free one MINA
 * can only sleep and try again, for all clients. A refused connection is closed at once, not
 * gracefully: its buffers are empty, so the error leaves for sure, and its file is wanted.
 */
final class ConnectionLimitFilter extends IoFilterAdapter {

  private final Connection connection;
  private final ConnectionLimits limits;
  private final ProtocolHandler protocol;
  private final boolean tls;
  private Optional<ConnectionRefusal> refusal = Optional.empty();
  private boolean entered;

  /**
   * @param tls whether the client expects a handshake first
   */
  ConnectionLimitFilter(
      Connection connection, ConnectionLimits limits, ProtocolHandler protocol, boolean tls) {
    this.protocol = protocol;
    this.tls = tls;
    this.connection = connection;
    this.limits = limits;
  }

  @Override
  public void sessionCreated(NextFilter next, IoSession session) {
    refusal = limits.enter(connection.address());
    entered = refusal.isEmpty();
    if (entered) {
      next.sessionCreated(session);
    }
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    if (refusal.isPresent()) {
      refuse(next, session, refusal.get());
    } else {
      next.sessionOpened(session);
    }
  }

  /** Written from here: the filters behind this one do not know the connection. */
  private void refuse(NextFilter next, IoSession session, ConnectionRefusal why) {
    byte[] bytes = protocol.refusal(why);
    // With TLS nobody could read it before a handshake, which costs too much here.
    if (tls || bytes.length == 0) {
      session.closeNow();
      return;
    }
    next.filterWrite(session, new DefaultWriteRequest(IoBuffer.wrap(bytes)));
    session.closeOnFlush();
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    if (entered) {
      limits.leave(connection.address());
      next.sessionClosed(session);
    }
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (entered) {
      next.messageReceived(session, message);
    }
  }

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
    if (entered) {
      next.messageSent(session, request);
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    if (entered) {
      next.inputClosed(session);
    } else {
      session.suspendRead();
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (entered) {
      next.event(session, event);
    } else if (event == ConnectionSignal.STOP) {
      session.closeNow();
    }
  }
}
