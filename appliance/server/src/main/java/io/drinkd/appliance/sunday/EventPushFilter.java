package io.drinkd.appliance.sunday;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.FilterEvent;

/**
 * Tells a watching client what happens, a piece at a time: the next one when the client has taken
 * everything before it. A client that is so slow that events are gone meanwhile is cut off.
 *
 * <p>Never inside a reply: while the last line of one is still to come, events wait.
 */
final class EventPushFilter extends IoFilterAdapter {

  private final Conversation conversation;
  private boolean insideReply;

  EventPushFilter(Conversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public void event(NextFilter next, IoSession session, FilterEvent event) {
    if (event == ConnectionSignal.EVENTS_WAITING) {
      tell(next, session);
    } else {
      next.event(session, event);
    }
  }

  @Override
  public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
    next.messageSent(session, request);
    tell(next, session);
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
    boolean wasInside = insideReply;
    insideReply = request.getMessage() instanceof PartialReply;
    next.filterWrite(session, request);
    if (wasInside && !insideReply) {
      conversation.post(ConnectionSignal.EVENTS_WAITING);
    }
  }

  @Override
  public void sessionClosed(NextFilter next, IoSession session) {
    conversation.unwatch();
    next.sessionClosed(session);
  }

  private void tell(NextFilter next, IoSession session) {
    Optional<EventSubscription> watcher = conversation.watcher();
    if (watcher.isEmpty() || insideReply || conversation.end().isPresent()) {
      return;
    }
    // Before looking, so that no event falls between the look and the next ring.
    watcher.get().takeTurn();
    if (watcher.get().isLeftBehind()) {
      conversation.end("too slow: events are gone that it has not been told of");
      session.closeNow();
    } else if (session.getScheduledWriteBytes() == 0) {
      String lines = watcher.get().next(member());
      if (!lines.isEmpty()) {
        session.write(new EventLines(lines));
      }
    }
  }

  private OptionalLong member() {
    return conversation
        .member()
        .map(member -> OptionalLong.of(member.id()))
        .orElseGet(OptionalLong::empty);
  }
}
