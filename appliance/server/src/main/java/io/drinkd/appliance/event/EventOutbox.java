package io.drinkd.appliance.event;

import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What boards report, on its way into books that several processes follow: the newest of each thing
 * is written, at most once a second for each machine. What cannot be written now is tried again, so
 * that others learn how things are in the end. May be used by any thread; no call blocks.
 */
final class EventOutbox {

  /** Between two writes for one machine. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final Store store;
  private final EventRows rows;
  private final Timers timers;

  // Guarded by this.
  private final Map<String, Map<Object, Event>> waiting = new HashMap<>();
  private final Set<String> pausing = new HashSet<>();

  /** What an event is about: a newer one about the same takes its place. */
  private record Subject(String machine, Class<?> kind, Object part) {}

  EventOutbox(Store store, EventRows rows, Timers timers) {
    this.store = store;
    this.rows = rows;
    this.timers = timers;
  }

  void add(Event event) {
    String machine = subject(event).machine;
    List<Event> due;
    synchronized (this) {
      Map<Object, Event> ofMachine = waiting.computeIfAbsent(machine, any -> new LinkedHashMap<>());
      // Behind the others: what happened last is published last.
      ofMachine.remove(subject(event));
      ofMachine.put(subject(event), event);
      due = take(machine);
    }
    write(machine, due);
  }

  /** What is to be written now; nothing during a pause. */
  private List<Event> take(String machine) {
    Map<Object, Event> ofMachine = waiting.getOrDefault(machine, Map.of());
    if (ofMachine.isEmpty() || !pausing.add(machine)) {
      return List.of();
    }
    waiting.remove(machine);
    return new ArrayList<>(ofMachine.values());
  }

  private void write(String machine, List<Event> due) {
    if (due.isEmpty()) {
      return;
    }
    store
        .write(
            tx -> {
              due.forEach(event -> tx.follow(rows, event));
              return null;
            })
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                putBack(machine, due);
              }
              timers.after(PAUSE, () -> pauseOver(machine));
            });
  }

  private synchronized void putBack(String machine, List<Event> unwritten) {
    Map<Object, Event> all = new LinkedHashMap<>();
    unwritten.forEach(event -> all.put(subject(event), event));
    Optional.ofNullable(waiting.get(machine))
        .ifPresent(
            newer ->
                newer.forEach(
                    (subject, event) -> {
                      all.remove(subject);
                      all.put(subject, event);
                    }));
    waiting.put(machine, all);
  }

  private void pauseOver(String machine) {
    List<Event> due;
    synchronized (this) {
      pausing.remove(machine);
      due = take(machine);
    }
    write(machine, due);
  }

  private static Subject subject(Event event) {
    if (event instanceof Event.SlotChanged changed) {
      return new Subject(changed.machine(), Event.SlotChanged.class, changed.slot());
    }
    if (event instanceof Event.StockChanged changed) {
      return new Subject(changed.machine(), Event.StockChanged.class, changed.slot());
    }
    if (event instanceof Event.MachineChanged changed) {
      return new Subject(changed.machine(), Event.MachineChanged.class, "");
    }
    if (event instanceof Event.TemperatureMeasured measured) {
      return new Subject(
          measured.machine(), Event.TemperatureMeasured.class, measured.thermometer());
    }
    if (event instanceof Event.ReadingChanged changed) {
      return new Subject(changed.machine(), Event.ReadingChanged.class, changed.name());
    }
    // What the books have is written with them; none of these comes here.
    return new Subject("", event.getClass(), event);
  }
}
