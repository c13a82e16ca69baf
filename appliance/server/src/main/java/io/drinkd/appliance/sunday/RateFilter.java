package io.drinkd.appliance.sunday;

import io.drinkd.appliance.sunday.ReadGate.Reason;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * Reads more slowly from a client that makes requests too fast. Nothing is refused, so that no
 * client loses a reply; the others of its address share its rate.
 *
 * <p>Just above the codec, which stops between two lines while the connection's {@link ReadGate} is
 * shut: each line is counted, readable or not.
 */
final class RateFilter extends IoFilterAdapter {

  private final Conversation conversation;
  private final RequestRate ofConnection;
  private final AddressRates addresses;
  private Optional<RequestRate> ofAddress = Optional.empty();
  private Optional<Timer> timer = Optional.empty();

  RateFilter(Conversation conversation, RequestRate ofConnection, AddressRates addresses) {
    this.conversation = conversation;
    this.ofConnection = ofConnection;
    this.addresses = addresses;
  }

  @Override
  public void sessionCreated(NextFilter next, IoSession session) {
    ofAddress = Optional.of(addresses.of(conversation.address()));
    next.sessionCreated(session);
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object line) {
    if (!(line instanceof Line.End)) {
      count();
    }
    next.messageReceived(session, line);
  }

  /** Before the line is passed on: its reply may let the codec go on to the next one. */
  private void count() {
    long now = conversation.turnNanos();
    long waitNanos = ofConnection.takeNanos(now);
    if (ofAddress.isPresent()) {
      waitNanos = Math.max(waitNanos, ofAddress.get().takeNanos(now));
    }
    if (waitNanos > 0) {
      conversation.gate().hold(Reason.TOO_FAST, true);
      timer =
          Optional.of(
              conversation.after(Duration.ofNanos(waitNanos), ConnectionSignal.RATE_PAUSE_OVER));
    }
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.RATE_PAUSE_OVER) {
      conversation.gate().hold(Reason.TOO_FAST, false);
    } else {
      next.event(session, event);
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    timer.ifPresent(Timer::cancel);
    next.sessionClosed(session);
  }
}
