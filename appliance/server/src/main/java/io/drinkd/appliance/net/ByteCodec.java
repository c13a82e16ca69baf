package io.drinkd.appliance.net;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/** In the place of a {@link LineCodec} for a protocol of bytes: hands them on as they come. */
final class ByteCodec extends IoFilterAdapter {

  private final Connection connection;
  private final RequestLimiter limiter;

  /**
   * @param limiter counts each packet, and closes the gate if they come too fast
   */
  ByteCodec(Connection connection, RequestLimiter limiter) {
    this.connection = connection;
    this.limiter = limiter;
  }

  @Override
  public void sessionCreated(NextFilter next, IoSession session) {
    limiter.begin();
    next.sessionCreated(session);
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    limiter.end();
    next.sessionClosed(session);
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (connection.end().isEmpty()) {
      connection.beginTurn();
      connection.heard();
      limiter.count();
      next.messageReceived(session, message);
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    connection.gate().end();
    next.messageReceived(session, new EndOfInput("closed by the client", false));
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.STOP) {
      next.messageReceived(session, new EndOfInput("the appliance stops", true));
    } else if (event == ConnectionSignal.RATE_PAUSE_OVER) {
      limiter.pauseIsOver();
    } else {
      next.event(session, event);
    }
  }
}
