package io.drinkd.driver.link;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of one session over to its machine's thread, decoding included: a driver's code
 * never runs on an I/O thread, which serves other boards as well. While many events are waiting
 * nothing more is read from the board.
 *
 * <p>Whatever the driver's code throws, an {@link Error} included, closes the session and is
 * rethrown to the executor.
 */
final class HandOverFilter extends IoFilterAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(HandOverFilter.class);

  /** Pieces of input; each has a few bytes as boards write them, a few thousand at most. */
  private static final int PENDING_MAX = 64;

  private final Executor executor;
  private final AtomicInteger pending = new AtomicInteger();

  HandOverFilter(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    handOver(session, () -> next.sessionOpened(session));
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    handOver(session, () -> next.sessionClosed(session));
  }

  @Override
  public void inputClosed(NextFilter next, IoSession session) {
    // Otherwise its end would be read again and again until the session is closed.
    session.suspendRead();
    handOver(session, () -> next.inputClosed(session));
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (pending.incrementAndGet() == PENDING_MAX) {
      session.suspendRead();
    }
    handOver(
        session,
        () -> {
          try {
            next.messageReceived(session, message);
          } finally {
            if (pending.decrementAndGet() == PENDING_MAX / 2 && session.isReadSuspended()) {
              session.resumeRead();
            }
          }
        });
  }

  @Override
  public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) {
    handOver(session, () -> next.exceptionCaught(session, cause));
  }

  private void handOver(IoSession session, Runnable event) {
    try {
      executor.execute(() -> guarded(session, event));
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: closed, its driver has been stopped", session.getRemoteAddress());
      session.closeNow();
    }
  }

  private static void guarded(IoSession session, Runnable event) {
    try {
      event.run();
    } catch (Throwable e) {
      // What to do: report the stack trace to the author of the driver.
      LOG.error(
          "connection of a board at {} closed, its driver failed", session.getRemoteAddress(), e);
      session.closeNow();
      throw e;
    }
  }
}
