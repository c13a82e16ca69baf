package io.drinkd.appliance.sunday;

import io.drinkd.appliance.event.EventLog;
import io.drinkd.appliance.event.EventLog.Event;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection's place in the events. Used on its I/O thread, but for the bell.
 *
 * <p>Nothing is kept for a watcher but its place: however many events come while it is slow, one
 * turn of its thread is asked for and one piece of lines waits for it.
 */
final class Watcher {

  private static final int PIECE = 100;

  private final EventLog events;
  private final Conversation conversation;
  private final AtomicBoolean rung = new AtomicBoolean();
  private final Runnable bell = this::ring;
  private long place;

  /**
   * @param place the number of the last event that the client knows
   */
  Watcher(EventLog events, Conversation conversation, long place) {
    this.events = events;
    this.conversation = conversation;
    this.place = place;
    events.add(bell);
    ring();
  }

  private void ring() {
    if (rung.compareAndSet(false, true)) {
      conversation.post(Turn.TELL_EVENTS);
    }
  }

  /** Goes on from the event of that number. */
  void moveTo(long number) {
    place = number;
    ring();
  }

  long place() {
    return place;
  }

  /** The turn that the bell asked for has come; from now on another one is asked for. */
  void takeTurn() {
    rung.set(false);
  }

  /** Whether the client was so slow that events are gone which it has not been told of. */
  boolean isLeftBehind() {
    return !events.reaches(place);
  }

  /**
   * The next lines, as far as they are for this client; empty if it knows all.
   *
   * @param member the number of the member who is logged in
   */
  String next(OptionalLong member) {
    StringBuilder lines = new StringBuilder();
    List<Event> piece;
    do {
      piece = events.after(place, PIECE);
      for (Event event : piece) {
        OptionalLong only = event.happening().member();
        if (only.isEmpty() || only.equals(member)) {
          lines.append(conversation.dialect().event(event));
        }
        place = event.number();
      }
    } while (lines.isEmpty() && !piece.isEmpty());
    return lines.toString();
  }

  /** Hears of nothing more. */
  void stop() {
    events.remove(bell);
  }
}
