package io.drinkd.appliance.sunday;

import io.drinkd.appliance.net.FailureLog;
import java.io.IOException;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Lets nothing that is thrown get past the connection it came from. The outermost filter.
 *
 * <p>MINA passes an {@link Error} on to the processor's loop, which ends by it: this connection,
 * all others of the processor and all new ones hang for ever, without a line in the log. And it
 * leaves a connection open after an exception, in whatever state; here it is closed. MINA tells of
 * an error once for each filter it passes, so the first one counts.
 *
 * <p>A connection reset by the client, and replies that could not be sent because it is closed, are
 * no faults; they are the reason that the session's log line gives.
 */
final class ExceptionFilter extends IoFilterAdapter {

  private final Conversation conversation;
  private final FailureLog failures;

  ExceptionFilter(Conversation conversation, FailureLog failures) {
    this.conversation = conversation;
    this.failures = failures;
  }

  private void guarded(IoSession session, Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      failed(session, e);
    }
  }

  private void failed(IoSession session, Throwable cause) {
    if (cause instanceof IOException) {
      conversation.end("connection lost: " + cause.getMessage());
      session.closeNow();
      return;
    }
    if (conversation.end().isEmpty()) {
      failures.report("Connection from " + conversation.client() + " failed, closing it", cause);
    }
    conversation.end("failure: " + cause.getClass().getSimpleName());
    session.closeNow();
  }

  @Override
  public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) {
    failed(session, cause);
  }

  @Override
  public void sessionCreated(NextFilter next, IoSession session) {
    guarded(session, () -> next.sessionCreated(session));
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    guarded(session, () -> next.sessionOpened(session));
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    guarded(session, () -> next.sessionClosed(session));
  }

  @Override
  public void sessionIdle(NextFilter next, IoSession session, IdleStatus status) {
    guarded(session, () -> next.sessionIdle(session, status));
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    guarded(session, () -> next.messageReceived(session, message));
  }

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
    guarded(session, () -> next.messageSent(session, request));
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    guarded(session, () -> next.inputClosed(session));
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    guarded(session, () -> next.event(session, event));
  }
}
