package io.drinkd.appliance.net;

import io.drinkd.appliance.net.ReadGate.Reason;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Bounds the bytes that wait for a client to take them (back-pressure).
 *
 * <p>MINA's queue of writes has no bound: one client that sends requests and reads no replies
 * filled a heap of 2 GB in 12 seconds; with a bound like this one it took 2 MB. Above the bound
 * nothing more is read from the client, until less than a quarter waits; far above it (events that
 * no request asks for) the client is cut off.
 *
 * <p>A client that takes nothing for a while is cut off too. MINA's own time-out for that does not
 * see a client whose last reply is the one that is stuck. Here one timer looks from time to time,
 * from when the system takes no more ({@link ConnectionSignal#WRITES_WAIT}) and only while
 * something waits, so that a client is cut off after one to two times the while. Most connections
 * never have that timer.
 *
 * <p>That a write is done means that the system has the bytes, not that the client has; MINA even
 * says so of writes that it threw away. Nothing is concluded from it but room in the queue: filters
 * further in are not notified of it.
 */
final class WriteBoundFilter extends IoFilterAdapter {

  private static final int CUT_OFF_FACTOR = 16;

  private final Connection connection;
  private final int boundBytes;
  private final Duration stall;
  private Timer timer = Connection.NO_TIMER;
  private long writtenBytesBefore;

  /**
   * @param boundBytes how much may wait before reading pauses
   * @param stall how long a client may take nothing
   */
  WriteBoundFilter(Connection connection, int boundBytes, Duration stall) {
    this.connection = connection;
    this.boundBytes = boundBytes;
    this.stall = stall;
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
    next.filterWrite(session, request);
    long waitingBytes = session.getScheduledWriteBytes();
    if (waitingBytes > (long) boundBytes * CUT_OFF_FACTOR) {
      connection.cutOff("too slow: " + waitingBytes + " bytes wait for it");
      return;
    }
    if (waitingBytes > boundBytes) {
      connection.gate().hold(Reason.REPLIES_WAIT, true);
    }
  }

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
    long waitingBytes = session.getScheduledWriteBytes();
    if (waitingBytes <= boundBytes / 4) {
      connection.gate().hold(Reason.REPLIES_WAIT, false);
    }
    if (waitingBytes == 0) {
      connection.handler().drained();
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.CHECK_WRITES) {
      timer = Connection.NO_TIMER;
      check(session);
    } else if (event != ConnectionSignal.WRITES_WAIT) {
      next.event(session, event);
    } else if (timer == Connection.NO_TIMER) {
      watch(session);
    }
  }

  private void check(IoSession session) {
    if (session.getScheduledWriteBytes() == 0) {
      return;
    }
    if (session.getWrittenBytes() == writtenBytesBefore) {
      connection.cutOff("read none of the replies that wait for it in " + stall.toMillis() + " ms");
    } else {
      watch(session);
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    timer.cancel();
    next.sessionClosed(session);
  }

  private void watch(IoSession session) {
    writtenBytesBefore = session.getWrittenBytes();
    timer = connection.deadline(stall, ConnectionSignal.CHECK_WRITES);
  }
}
