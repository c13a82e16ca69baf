package io.drinkd.appliance.net;

import io.drinkd.driver.Timers.Timer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * Closes a connection that has {@linkplain Connection#end ended}, so that its last reply arrives.
 *
 * <p>When all has been written, only the sending half is closed, and what the client still sends is
 * read and thrown away until it closes too, for two seconds at most: a system that closes a
 * connection with unread bytes resets it, and a client may lose the reply that it has not read yet.
 * MINA's {@code closeOnFlush} does not do that; it also accepts later writes and drops them without
 * a word, and keeps a client that never reads for ever. Here everything has a deadline.
 *
 * <p>Outside of all filters that write, and looks only when the outermost call into the chain is
 * over: before, replies may still be on their way through it.
 */
final class GracefulCloseFilter extends IoFilterAdapter {

  private static final Duration LINGER = Duration.ofSeconds(2);

  private final Connection connection;
  private final Duration deadline;
  private final Optional<TlsFilter> tls;
  private boolean closeNotifySent;
  private Timer timer = Connection.NO_TIMER;
  private boolean lingering;
  private boolean inputClosed;
  private int depth;

  /**
   * @param deadline how long the client may take for its last reply
   * @param tls is closed by a message of its own, which comes last
   */
  GracefulCloseFilter(Connection connection, Duration deadline, Optional<TlsFilter> tls) {
    this.tls = tls;
    this.connection = connection;
    this.deadline = deadline;
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    proceedAfter(session, () -> next.sessionOpened(session));
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (!lingering) {
      proceedAfter(session, () -> next.messageReceived(session, message));
    }
  }

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
    proceedAfter(session, () -> next.messageSent(session, request));
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.CLOSE_NOW) {
      session.closeNow();
    } else {
      proceedAfter(session, () -> next.event(session, event));
    }
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    inputClosed = true;
    if (lingering) {
      session.closeNow();
    } else {
      proceedAfter(session, () -> next.inputClosed(session));
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    timer.cancel();
    next.sessionClosed(session);
  }

  private void proceedAfter(IoSession session, Runnable step) {
    depth++;
    try {
      step.run();
    } finally {
      depth--;
    }
    if (depth == 0 && connection.end().isPresent() && !lingering && !session.isClosing()) {
      proceed(session);
    }
  }

  private void proceed(IoSession session) {
    if (tls.isPresent() && !closeNotifySent && session.getScheduledWriteBytes() == 0) {
      closeNotifySent = true;
      tls.get().sendCloseNotify(session);
    }
    if (session.getScheduledWriteBytes() > 0) {
      if (timer == Connection.NO_TIMER) {
        timer = connection.deadline(deadline, ConnectionSignal.CLOSE_NOW);
      }
    } else if (inputClosed) {
      session.closeNow();
    } else {
      linger(session);
    }
  }

  private void linger(IoSession session) {
    lingering = true;
    timer.cancel();
    timer = connection.deadline(LINGER, ConnectionSignal.CLOSE_NOW);
    try {
      ((SocketChannel) ((NioSession) session).getChannel()).shutdownOutput();
    } catch (IOException e) {
      session.closeNow();
      return;
    }
    session.resumeRead();
  }
}
