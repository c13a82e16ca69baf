package io.drinkd.appliance.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The most recent events, numbered. A listener is notified of a new one and then reads from its own
 * position, at its own pace: a slow one delays nobody, and there are no queues per listener.
 *
 * <p>May be used by any thread; no call blocks.
 */
public final class EventLog {

  /** How many events are kept. */
  public static final int KEPT = 10_000;

  private final Event[] buffer = new Event[KEPT];
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private final EventNumbers numbers;
  private final long first;
  private long last;

  public EventLog(EventNumbers numbers) {
    this.numbers = numbers;
    first = numbers.last();
    last = first;
  }

  /**
   * An event.
   *
   * @param number one more than that of the event before
   */
  public record NumberedEvent(long number, Event event) {}

  /** Appends an event and notifies all listeners. */
  public void publish(Event event) {
    synchronized (this) {
      long number = numbers.next();
      if (number == 0) {
        return;
      }
      last = number;
      buffer[index(last)] = event;
    }
    notifyListeners();
  }

  /** Notifies all listeners, whether or not there is an event. */
  public void notifyListeners() {
    listeners.forEach(Runnable::run);
  }

  /** The number of the newest event. */
  public synchronized long last() {
    return last;
  }

  /** Whether that event has been published and all events after it are still kept. */
  public synchronized boolean reaches(long number) {
    return number <= last && number >= Math.max(first, last - KEPT);
  }

  /**
   * The events after that number, oldest first.
   *
   * @param most how many at most, at least 1
   * @throws IllegalArgumentException unless the log {@link #reaches} it
   */
  public synchronized List<NumberedEvent> after(long number, int most) {
    if (!reaches(number)) {
      throw new IllegalArgumentException(
          "events after " + number + " are not kept; the last is " + last);
    }
    List<NumberedEvent> events = new ArrayList<>();
    for (long next = number + 1; next <= last && events.size() < most; next++) {
      events.add(new NumberedEvent(next, buffer[index(next)]));
    }
    return events;
  }

  /** From now on {@code listener} is run after each event, on the thread that publishes it. */
  public void add(Runnable listener) {
    listeners.add(listener);
  }

  /** The listener is no longer notified. */
  public void remove(Runnable listener) {
    listeners.remove(listener);
  }

  private static int index(long number) {
    return (int) (number % KEPT);
  }
}
