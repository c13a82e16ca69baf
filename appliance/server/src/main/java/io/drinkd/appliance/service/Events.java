package io.drinkd.appliance.service;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventLog;
import io.drinkd.appliance.event.EventLog.NumberedEvent;
import io.drinkd.appliance.event.EventNumbers;
import io.drinkd.appliance.event.EventSink;
import io.drinkd.appliance.event.EventSinks;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;
import java.util.List;
import java.util.OptionalLong;

/**
 * What happens in the house, and who may learn of it. Events have numbers; whoever listens keeps
 * the number of the last one as a place to continue from. May be used by any thread; no call
 * blocks.
 */
public final class Events {

  private final EventLog log;
  private final EventSink sink;

  /**
   * Events that a caller may see.
   *
   * @param visible oldest first; empty if none of those that were looked at is for the caller
   * @param place the number of the last event that was looked at, to continue after it
   */
  public record Piece(List<NumberedEvent> visible, long place) {}

  /**
   * @param sink by which events come into the log
   */
  Events(EventLog log, EventSink sink) {
    this.log = log;
    this.sink = sink;
  }

  /** Those of an appliance that runs; from now on what happens there comes in. */
  static Events of(Foundation foundation, Timers timers) {
    Store store = foundation.store();
    Events events =
        store
            .shared()
            .map(EventLog::of)
            .map(
                log ->
                    new Events(log, EventSinks.shared(log, store, foundation.eventRows(), timers)))
            .orElseGet(
                () -> {
                  EventLog log = new EventLog(new EventNumbers(store));
                  return new Events(log, EventSinks.alone(log));
                });
    foundation.machines().listen(events.sink());
    foundation.members().listen(events.sink());
    foundation.members().listenToEndedLogins(events::loginsEnded);
    foundation.eventRows().listen(events.sink());
    return events;
  }

  /** By which events come in. */
  EventSink sink() {
    return sink;
  }

  /** Somebody may listen who has no right to any more. */
  void loginsEnded() {
    log.notifyListeners();
  }

  /** The number of the newest event. */
  public long last() {
    return log.last();
  }

  /** Whether that event has been published and all events after it are still kept. */
  public boolean reaches(long place) {
    return log.reaches(place);
  }

  /**
   * Those of the next events that the caller may see: a member's own only while logged in as that
   * member, who still is one, and all others.
   *
   * @param place the number of the event before the first
   * @param most how many to look at, at least 1
   * @return ends at {@code place} only if there are no events after it
   * @throws IllegalArgumentException unless the log {@link #reaches} the place
   */
  public Piece after(Caller caller, long place, int most) {
    List<NumberedEvent> events = log.after(place, most);
    List<NumberedEvent> visible =
        events.stream().filter(event -> maySee(caller, event.event())).toList();
    return new Piece(visible, events.isEmpty() ? place : events.get(events.size() - 1).number());
  }

  private static boolean maySee(Caller caller, Event event) {
    OptionalLong only = event.member();
    return only.isEmpty() || caller.is(only.getAsLong());
  }

  /**
   * From now on {@code listener} is run after each event, and when logins have ended, on the thread
   * on which that happens; it must not block.
   */
  public void listen(Runnable listener) {
    log.add(listener);
  }

  /** The listener is no longer notified. */
  public void unlisten(Runnable listener) {
    log.remove(listener);
  }
}
