package io.drinkd.appliance.event;

import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;

/** How events come into a log. */
public final class EventSinks {

  private EventSinks() {}

  /** In a process that has its books alone: all events are its own, and numbered as they come. */
  public static EventSink alone(EventLog log) {
    return new EventSink() {
      @Override
      public void happened(Event event) {
        log.publish(event);
      }

      @Override
      public void written(Event event, long number) {
        log.publish(event);
      }
    };
  }

  /**
   * In one of several processes with the same books: what happens is written first, and each takes
   * it in when its turn has come.
   *
   * @param store the books
   * @param rows by which it is written
   */
  public static EventSink shared(EventLog log, Store store, EventRows rows, Timers timers) {
    EventOutbox outbox = new EventOutbox(store, rows, timers);
    return new EventSink() {
      @Override
      public void happened(Event event) {
        outbox.add(event);
      }

      @Override
      public void written(Event event, long number) {
        // Without a number it comes once more, when all that was written is followed.
        if (number > 0) {
          log.publish(event, number);
        }
      }
    };
  }
}
