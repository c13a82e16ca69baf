package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.service.Events;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.filter.FilterEvent;

/**
 * A connection's place in the events. Used on its I/O thread, but for the listener.
 *
 * <p>Nothing is kept for a client but its place: however many events come while it is slow, one
 * turn of its thread is asked for and one piece of lines waits for it.
 */
final class EventSubscription {

  /** There are events that a watching client did not get yet, or room for them. */
  static final FilterEvent EVENTS_WAITING = new FilterEvent() {};

  private static final int PIECE = 100;

  private final Events events;
  private final SundaySession session;
  private final AtomicBoolean notified = new AtomicBoolean();
  private final Runnable listener = this::notifyConnection;
  private long place;

  /**
   * @param place the number of the last event that the client knows
   */
  EventSubscription(Events events, SundaySession session, long place) {
    this.events = events;
    this.session = session;
    this.place = place;
    events.listen(listener);
    notifyConnection();
  }

  private void notifyConnection() {
    if (notified.compareAndSet(false, true)) {
      session.connection().post(EVENTS_WAITING);
    }
  }

  /** Continues after the event of that number. */
  void moveTo(long number) {
    place = number;
    notifyConnection();
  }

  long place() {
    return place;
  }

  /** The turn that the listener asked for has come; from now on another one is asked for. */
  void takeTurn() {
    notified.set(false);
  }

  /** Whether the client was so slow that events are gone which it did not get. */
  boolean isLeftBehind() {
    return !events.reaches(place);
  }

  /** The next lines, as far as they are for whoever is logged in; empty if the client knows all. */
  String next() {
    StringBuilder lines = new StringBuilder();
    long before;
    do {
      before = place;
      Events.Piece piece = events.after(session.caller(), before, PIECE);
      for (NumberedEvent event : piece.visible()) {
        // The protocol has no line for it: clients ask for slots when they show them.
        if (!(event.event() instanceof Event.StockChanged)) {
          lines.append(session.dialect().event(event));
        }
      }
      place = piece.place();
    } while (lines.isEmpty() && place > before);
    return lines.toString();
  }

  /** Ends it. */
  void stop() {
    events.unlisten(listener);
  }
}
