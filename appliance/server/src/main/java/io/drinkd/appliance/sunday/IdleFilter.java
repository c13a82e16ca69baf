package io.drinkd.appliance.sunday;

import io.drinkd.driver.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;

/**
 * Ends a conversation in which the client says nothing for too long.
 *
 * <p>Only whole lines count, because MINA's own idle time starts again with each byte, and a client
 * that sends one a minute would stay for ever. A client that waits for a reply is not idle.
 *
 * <p>A look at the clock from time to time instead of a timer set anew by each line: nothing is
 * paid on the way of a request. The looks are never further apart than the shorter of the two
 * times, so that logging in or out needs no look of its own.
 */
final class IdleFilter extends IoFilterAdapter {

  private final Conversation conversation;
  private final Duration beforeLogin;
  private final Duration afterLogin;
  private Optional<Timer> timer = Optional.empty();

  IdleFilter(Conversation conversation, Duration beforeLogin, Duration afterLogin) {
    this.conversation = conversation;
    this.beforeLogin = beforeLogin;
    this.afterLogin = afterLogin;
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
    timer.ifPresent(Timer::cancel);
    next.sessionClosed(session);
  }

  private void check() {
    if (conversation.end().isPresent()) {
      return;
    }
    // Who watches has asked for silence of its own; what it does not read cuts it off.
    if (conversation.isWaiting() || conversation.watcher().isPresent()) {
      conversation.heard();
    }
    if (left().isZero() || left().isNegative()) {
      conversation.say(new CommandResult.Failed(ErrorCode.CLOSING));
      conversation.end("idle");
    } else {
      lookAgain();
    }
  }

  private Duration left() {
    Duration allowed = conversation.member().isPresent() ? afterLogin : beforeLogin;
    return allowed.minus(conversation.silence());
  }

  private void lookAgain() {
    Duration shorter = beforeLogin.compareTo(afterLogin) < 0 ? beforeLogin : afterLogin;
    Duration wait = left().compareTo(shorter) < 0 ? left() : shorter;
    timer = Optional.of(conversation.after(wait, ConnectionSignal.CHECK_IDLE));
  }
}
