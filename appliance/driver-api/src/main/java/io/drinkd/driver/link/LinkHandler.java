package io.drinkd.driver.link;

import java.io.IOException;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteToClosedSessionException;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards a session's events to its owner, and remembers why the session ended. */
final class LinkHandler extends IoHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(LinkHandler.class);
  private static final AttributeKey END = new AttributeKey(LinkHandler.class, "end");

  /** Remembers why a session ends, unless that is known already. */
  static void endBecause(IoSession session, String reason) {
    session.setAttributeIfAbsent(END, reason);
  }

  @Override
  public void sessionOpened(IoSession session) {
    LinkOwner.of(session).opened(session);
  }

  @Override
  public void messageReceived(IoSession session, Object message) {
    LinkOwner.of(session).received(session, message);
  }

  @Override
  public void inputClosed(IoSession session) {
    endBecause(session, "closed by the board");
    session.closeNow();
  }

  @Override
  public void exceptionCaught(IoSession session, Throwable cause) {
    if (cause instanceof WriteToClosedSessionException) {
      LOG.debug("{}: write to a closed session ignored", session.getRemoteAddress());
      return;
    }
    String reason = oneLine(cause);
    // What a driver throws may have its board's words in it, and those a password.
    if (session.setAttributeIfAbsent(END, reason) == null) {
      LOG.info(
          "connection of a board at {} closed: {}",
          session.getRemoteAddress(),
          cause instanceof IOException ? reason : cause.getClass().getName());
    }
    session.closeNow();
  }

  /** The message of a decoder's exception has all the bytes, passwords included: never shown. */
  private static String oneLine(Throwable cause) {
    if (cause instanceof ProtocolDecoderException) {
      Throwable inner = cause.getCause();
      return "the driver's codec failed" + (inner == null ? "" : ": " + inner.getClass().getName());
    }
    return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
  }

  @Override
  public void sessionClosed(IoSession session) {
    LinkOwner.of(session)
        .closed(session, (String) session.getAttribute(END, "closed by this side"));
  }
}
