package io.drinkd.driver.link;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands all that happens to one session over to its machine's executor, the decoding too: a
 * driver's code never runs on an I/O thread, which belongs to the boards of others as well. As long
 * as much is handed over and not done yet, nothing more is read from the board.
 *
 * <p>What the driver's code throws, an {@link Error} too, costs the session, and is passed on to
 * the executor.
 */
final class HandOverFilter extends IoFilterAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(HandOverFilter.class);

  /** Pieces of input; each has a few bytes as boards write them, a few thousand at most. */
  private static final int MOST_PENDING = 64;

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
    // Until the session is closed its end would be read again and again.
    session.suspendRead();
    handOver(session, () -> next.inputClosed(session));
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    if (pending.incrementAndGet() == MOST_PENDING) {
      session.suspendRead();
    }
    handOver(
        session,
        () -> {
          try {
            next.messageReceived(session, message);
          } finally {
            if (pending.decrementAndGet() == MOST_PENDING / 2 && session.isReadSuspended()) {
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
      LOG.debug("{}: closed, its driver was given up", session.getRemoteAddress());
      session.closeNow();
    }
  }

  private static void guarded(IoSession session, Runnable event) {
    try {
      event.run();
    } catch (Throwable e) {
      LOG.error("{}: closed, a driver's code failed", session.getRemoteAddress(), e);
      session.closeNow();
      throw e;
    }
  }
}
