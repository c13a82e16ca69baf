package io.drinkd.appliance.net;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/** In the place of a {@link LineCodec} for a protocol of bytes: hands them on as they come. */
final class ByteCodec extends IoFilterAdapter {

  private final Connection connection;

  ByteCodec(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (connection.end().isEmpty()) {
      connection.heard();
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
    } else {
      next.event(session, event);
    }
  }
}
