package io.drinkd.appliance.net;

import io.drinkd.appliance.failure.FailureLog;
import java.io.IOException;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Closes the connection from which something is thrown, and lets it get no further. The outermost
 * filter.
 *
 * <p>MINA passes an {@link Error} on to the processor's loop, which ends by it: this connection,
 * all others of the processor and all new ones hang for ever, without a line in the log. And it
 * leaves a connection open after an exception, in whatever state; here it is closed. MINA reports
 * an error once for each filter that it passes, so the first one counts.
 *
 * <p>A connection reset by the client, and replies that could not be sent because it is closed, are
 * no faults; they are the reason that the session's log line gives.
 */
final class ExceptionFilter extends IoFilterAdapter {

  private final Connection connection;
  private final FailureLog failures;

  ExceptionFilter(Connection connection, FailureLog failures) {
    this.connection = connection;
    this.failures = failures;
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void failed(Throwable cause) {
    if (cause instanceof IOException) {
      connection.cutOff("connection lost: " + cause.getMessage());
      return;
    }
    if (connection.end().isEmpty()) {
      failures.report("connection from " + connection.client() + " closed", cause);
    }
    connection.cutOff("fault in drinkd: " + cause.getClass().getSimpleName());
  }

  @Override
  public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) {
    failed(cause);
  }

  @Override
  public void sessionCreated(NextFilter next, IoSession session) {
    guarded(() -> next.sessionCreated(session));
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    guarded(() -> next.sessionOpened(session));
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    guarded(() -> next.sessionClosed(session));
  }

  @Override
  public void sessionIdle(NextFilter next, IoSession session, IdleStatus status) {
    guarded(() -> next.sessionIdle(session, status));
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    guarded(() -> next.messageReceived(session, message));
  }

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
    guarded(() -> next.messageSent(session, request));
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    guarded(() -> next.inputClosed(session));
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    guarded(() -> next.event(session, event));
  }
}
