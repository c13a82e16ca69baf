package io.drinkd.driver.testkit;

import io.drinkd.driver.SessionSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/**
 * Another source's sessions, with a count of the bytes that the driver has processed: so a test
 * knows when what it sent has had its effect, even if that effect is none; and whether what the
 * driver has written has left.
 */
final class CountedSessions implements SessionSource {

  private final SessionSource source;
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong bytesHandled = new AtomicLong();

  /** How many messages of the newest session have not left yet. */
  private final AtomicLong leaving = new AtomicLong();

  CountedSessions(SessionSource source) {
    this.source = source;
  }

  /** How many sessions the driver has accepted. */
  long opened() {
    return opened.get();
  }

  /** On the newest session. */
  long bytesHandled() {
    return bytesHandled.get();
  }

  /** Whether all that the driver has written on the newest session has left, or it has ended. */
  boolean haveSentAll() {
    return leaving.get() <= 0;
  }

  @Override
  public Subscription subscribe(ProtocolCodecFactory codec, SessionHandler handler) {
    return source.subscribe(codec, new Counted(handler));
  }

  @Override
  public Subscription visit(ProtocolCodecFactory codec, SessionHandler handler) {
    return source.visit(codec, new Counted(handler));
  }

  private final class Counted implements SessionHandler {

    private final SessionHandler handler;

    Counted(SessionHandler handler) {
      this.handler = handler;
    }

    @Override
    public void opened(IoSession session) {
      bytesHandled.set(0);
      leaving.set(0);
      session.getFilterChain().addBefore("codec", "counter", new Counter());
      handler.opened(session);
      opened.incrementAndGet();
    }

    @Override
    public void received(IoSession session, Object message) {
      handler.received(session, message);
    }

    @Override
    public void closed(IoSession session, String reason) {
      leaving.set(0);
      handler.closed(session, reason);
    }

    @Override
    public void failed(String reason, Duration nextTryIn) {
      handler.failed(reason, nextTryIn);
    }
  }

  private final class Counter extends IoFilterAdapter {
    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
      int bytes = ((IoBuffer) message).remaining();
      try {
        next.messageReceived(session, message);
      } finally {
        bytesHandled.addAndGet(bytes);
      }
    }

    @Override
    public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
      leaving.incrementAndGet();
      next.filterWrite(session, request);
    }

    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request)
        throws Exception {
      leaving.decrementAndGet();
      next.messageSent(session, request);
    }
  }
}
