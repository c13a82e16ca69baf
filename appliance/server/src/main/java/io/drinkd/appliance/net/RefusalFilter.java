package io.drinkd.appliance.net;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * All that a refused connection has: sends the protocol's error and closes at once, without
 * lingering. Its buffers are empty, so the error leaves for sure, and its file is wanted: without a
 * free one MINA can only sleep and try again, for all clients. Nothing that the client sends is
 * taken up.
 */
final class RefusalFilter extends IoFilterAdapter {

  private final byte[] error;

  /**
   * @param error what the client is sent; nothing if it is empty
   */
  RefusalFilter(byte[] error) {
    this.error = error;
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    if (error.length == 0) {
      session.closeNow();
      return;
    }
    next.filterWrite(session, new DefaultWriteRequest(IoBuffer.wrap(error)));
    session.closeOnFlush();
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {}

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {}

  /** A selector reports the end again and again, until the connection is closed. */
  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    session.suspendRead();
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.STOP) {
      session.closeNow();
    }
  }
}
