package io.drinkd.appliance.echo;

import io.drinkd.appliance.config.ListenerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends back what comes, no faster than the client takes it. */
final class EchoHandler extends IoHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(EchoHandler.class);

  private final ListenerSettings settings;

  EchoHandler(ListenerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void sessionOpened(IoSession session) {
    if (!settings.allows(address(session)) || isOneTooMany(session)) {
      session.closeNow();
    }
  }

  /** Counted with the new one. */
  private boolean isOneTooMany(IoSession session) {
    long sameAddress =
        session.getService().getManagedSessions().values().stream()
            .filter(other -> address(other).equals(address(session)))
            .count();
    return session.getService().getManagedSessionCount() > settings.connections()
        || sameAddress > settings.connectionsPerAddress();
  }

  private static InetAddress address(IoSession session) {
    return ((InetSocketAddress) session.getRemoteAddress()).getAddress();
  }

  @Override
  public void messageReceived(IoSession session, Object message) {
    session.write(((IoBuffer) message).duplicate());
    if (session.getScheduledWriteBytes() > settings.writeBufferBytes()) {
      session.suspendRead();
    }
  }

  @Override
  public void messageSent(IoSession session, Object message) {
    if (session.isReadSuspended()
        && session.getScheduledWriteBytes() <= settings.writeBufferBytes() / 4) {
      session.resumeRead();
    }
  }

  /** A client that has sent all gets all: MINA would close and throw away what waits. */
  @Override
  public void inputClosed(IoSession session) {
    session.suspendRead();
    session.closeOnFlush();
  }

  @Override
  public void sessionIdle(IoSession session, IdleStatus status) {
    session.closeNow();
  }

  @Override
  public void exceptionCaught(IoSession session, Throwable cause) {
    LOG.info("echo: connection from {} ends: {}", session.getRemoteAddress(), cause.toString());
    session.closeNow();
  }
}
