package io.drinkd.driver.link;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outermost filter: whatever a codec or a handler throws, an {@link Error} included, closes the
 * session and does no other harm. MINA lets an Error propagate into its I/O thread, which then dies
 * silently and leaves all its other sessions, and all new ones, hanging forever.
 */
final class ErrorGuard extends IoFilterAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorGuard.class);

  @Override
  public void sessionCreated(NextFilter next, IoSession session) {
    guard(session, () -> next.sessionCreated(session));
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    guard(session, () -> next.sessionOpened(session));
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    guard(session, () -> next.sessionClosed(session));
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    guard(session, () -> next.inputClosed(session));
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    guard(session, () -> next.messageReceived(session, message));
  }

  @Override
  public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) {
    guard(session, () -> next.exceptionCaught(session, cause));
  }

  /** What a driver says may have its board's words in it, and those a password. */
  private static Throwable withoutMessage(Throwable thrown) {
    Throwable shown = new Throwable(thrown.getClass().getName());
    shown.setStackTrace(thrown.getStackTrace());
    return shown;
  }

  private static void guard(IoSession session, Runnable event) {
    try {
      event.run();
    } catch (Throwable e) {
      // What to do: report the stack trace to the author of the driver.
      LOG.error(
          "connection of a board at {} closed, its driver failed",
          session.getRemoteAddress(),
          withoutMessage(e));
      session.closeNow();
    }
  }
}
