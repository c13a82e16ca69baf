package io.drinkd.appliance.event;

import io.drinkd.appliance.store.SharedBooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /**
   * A client may have got an event from another process that is not here yet; one that is further
   * ahead never was.
   */
  private static final int AHEAD_MAX = KEPT;

  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private final Optional<EventNumbers> numbers;

  // Guarded by this: the events by the order in which they came, and their numbers, which rise.
  private final Event[] buffer = new Event[KEPT];
  private final long[] given = new long[KEPT];
  private long count;
  private long forgotten;
  private long last;

  /** One of this process alone. */
  public EventLog(EventNumbers numbers) {
    this(Optional.of(numbers), numbers.last());
  }

  private EventLog(Optional<EventNumbers> numbers, long first) {
    this.numbers = numbers;
    forgotten = first;
    last = first;
  }

  /** One whose events have the numbers that they have in each process with the same books. */
  public static EventLog of(SharedBooks books) {
    return new EventLog(Optional.empty(), books.replayedAfter());
  }

  /**
   * An event.
   *
   * @param number greater than that of the event before
   */
  public record NumberedEvent(long number, Event event) {}

  /** Appends an event of this process alone, and notifies all listeners. */
  public void publish(Event event) {
    synchronized (this) {
      long number = numbers.orElseThrow().next();
      if (number == 0) {
        return;
      }
      append(number, event);
    }
    notifyListeners();
  }

  /** Appends an event that has the greatest number up to now, and notifies all listeners. */
  public void publish(Event event, long number) {
    synchronized (this) {
      if (number <= last) {
        throw new IllegalArgumentException("event " + number + " after " + last);
      }
      append(number, event);
    }
    notifyListeners();
  }

  private void append(long number, Event event) {
    int index = index(count);
    if (count >= KEPT) {
      forgotten = given[index];
    }
    buffer[index] = event;
    given[index] = number;
    count++;
    last = number;
  }

  /** Notifies all listeners, whether or not there is an event. */
  public void notifyListeners() {
    listeners.forEach(Runnable::run);
  }

  /** The number of the newest event. */
  public synchronized long last() {
    return last;
  }

  /**
   * Whether all events after that number are still kept, and it has been given, or will be shortly:
   * here and in other processes with the same books.
   */
  public synchronized boolean reaches(long number) {
    long newest = numbers.isPresent() ? last : last + AHEAD_MAX;
    return number <= newest && number >= forgotten;
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
    for (long next = firstAfter(number); next < count && events.size() < most; next++) {
      int index = index(next);
      events.add(new NumberedEvent(given[index], buffer[index]));
    }
    return events;
  }

  /** The place of the oldest event with a greater number; that behind the last if there is none. */
  private long firstAfter(long number) {
    // Numbers rise by one at least. Where they rise by no more this is the place already.
    long low = Math.max(Math.max(0, count - KEPT), count - Math.max(0, last - number));
    long high = count;
    while (low < high && given[index(low)] <= number) {
      long middle = (low + high) >>> 1;
      if (given[index(middle)] <= number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** From now on {@code listener} is run after each event, on the thread that publishes it. */
  public void add(Runnable listener) {
    listeners.add(listener);
  }

  /** The listener is no longer notified. */
  public void remove(Runnable listener) {
    listeners.remove(listener);
  }

  private static int index(long place) {
    return (int) (place % KEPT);
  }
}
