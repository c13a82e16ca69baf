package io.drinkd.appliance.sunday;

import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Sends events to a watching client, a piece at a time: the next one when the client has taken
 * everything before it. A client that is so slow that events are gone meanwhile is cut off.
 *
 * <p>Never inside a reply: while the last line of one is still to come, events wait.
 */
final class EventPushFilter extends IoFilterAdapter {

  /** There are events that a watching client did not get yet, or room for them. */
  static final FilterEvent EVENTS_WAITING = new FilterEvent() {};

  private final SundaySession session;
  private boolean insideReply;

  EventPushFilter(SundaySession session) {
    this.session = session;
  }

  @Override
  public void event(NextFilter next, IoSession io, FilterEvent event) {
    if (event == EVENTS_WAITING) {
      push();
    } else {
      next.event(io, event);
    }
  }

  @Override
  public void filterWrite(NextFilter next, IoSession io, WriteRequest request) {
    boolean wasInside = insideReply;
    insideReply = request.getMessage() instanceof PartialReply;
    next.filterWrite(io, request);
    if (wasInside && !insideReply) {
      session.connection().post(EVENTS_WAITING);
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession io) {
    session.unwatch();
    next.sessionClosed(io);
  }

  private void push() {
    Optional<EventSubscription> watcher = session.watcher();
    if (watcher.isEmpty() || insideReply || session.connection().end().isPresent()) {
      return;
    }
    // Before looking, so that no event falls between the look and the next ring.
    watcher.get().takeTurn();
    if (watcher.get().isLeftBehind()) {
      session.connection().cutOff("too slow: events are gone that it did not get");
    } else if (session.connection().waitingBytes() == 0) {
      String lines = watcher.get().next();
      if (!lines.isEmpty()) {
        session.connection().write(new EventLines(lines));
      }
    }
  }
}
