package io.drinkd.appliance.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last events, numbered. Whoever listens is notified of a new one and then reads from where it
 * was, at its own pace: nobody holds up anybody, and nothing is kept for anyone.
 *
 * <p>May be used by any thread; no call blocks.
 */
public final class EventLog {

  /** How many events are kept. */
  public static final int KEPT = 10_000;

  private final Event[] buffer = new Event[KEPT];
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private final long first;
  private long last;

  /**
   * @param begin the number before that of the first event. Greater than any number of an earlier
   *     run of the appliance, so that a number means one event for ever
   */
  public EventLog(long begin) {
    first = begin;
    last = begin;
  }

  /**
   * An event.
   *
   * @param number one more than that of the event before
   */
  public record NumberedEvent(long number, Event event) {}

  /** Keeps an event and notifies all listeners. */
  public void publish(Event event) {
    synchronized (this) {
      last++;
      buffer[place(last)] = event;
    }
    listeners.forEach(Runnable::run);
  }

  /** The number of the newest event. */
  public synchronized long last() {
    return last;
  }

  /** Whether everything after the event of that number is still there, and the event has been. */
  public synchronized boolean reaches(long number) {
    return number <= last && number >= Math.max(first, last - KEPT);
  }

  /**
   * The events after the one of a number that the log {@link #reaches}, oldest first.
   *
   * @param most how many at most, at least 1
   * @throws IllegalArgumentException if some of them are kept no more
   */
  public synchronized List<NumberedEvent> after(long number, int most) {
    if (!reaches(number)) {
      throw new IllegalArgumentException("no events from " + number + " on; the last is " + last);
    }
    List<NumberedEvent> events = new ArrayList<>();
    for (long next = number + 1; next <= last && events.size() < most; next++) {
      events.add(new NumberedEvent(next, buffer[place(next)]));
    }
    return events;
  }

  /** From now on {@code listener} is run after each event, on the thread that publishes it. */
  public void add(Runnable listener) {
    listeners.add(listener);
  }

  /** The listener is not notified any more. */
  public void remove(Runnable listener) {
    listeners.remove(listener);
  }

  private static int place(long number) {
    return (int) (number % KEPT);
  }
}
