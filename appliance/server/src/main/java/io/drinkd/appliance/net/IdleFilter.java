package io.drinkd.appliance.net;

import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * Closes a connection whose client sends nothing for too long. A client that waits for a reply is
 * not idle.
 *
 * <p>In a protocol of lines only whole lines count: MINA's own idle time starts again with each
 * byte, and a client that sends one a minute would stay for ever.
 *
 * <p>It looks at the clock from time to time instead of setting a timer with each line: nothing is
 * paid on the way of a request. The looks are never further apart than the shortest bound, so that
 * a change of the bound needs no look of its own.
 */
final class IdleFilter extends IoFilterAdapter {

  private final Connection connection;
  private Timer timer = Connection.NO_TIMER;

  IdleFilter(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void sessionOpened(NextFilter next, IoSession session) {
    next.sessionOpened(session);
    lookAgain();
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.CHECK_IDLE) {
      check();
    } else {
      next.event(session, event);
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    timer.cancel();
    next.sessionClosed(session);
  }

  private void check() {
    if (connection.end().isPresent()) {
      return;
    }
    if (connection.handler().isWaiting()) {
      connection.heard();
    }
    if (left().isZero() || left().isNegative()) {
      connection.handler().idle();
      connection.end("idle");
    } else {
      lookAgain();
    }
  }

  private Duration left() {
    return connection.handler().idleBound().minus(connection.silence());
  }

  private void lookAgain() {
    Duration left = left();
    Duration shortest = connection.handler().shortestIdleBound();
    timer =
        connection.deadline(
            left.compareTo(shortest) < 0 ? left : shortest, ConnectionSignal.CHECK_IDLE);
  }
}
