package io.drinkd.appliance.machine;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * Shows the traffic on a machine's link to those who watch it, and remembers the last of it, for
 * whoever has to decide later what became of an order. Safe for several threads.
 */
final class LinkTap {

  /** Of a thousand machines that is some megabytes. */
  private static final int KEPT_MAX = 20;

  private static final int LENGTH_MAX = 200;

  private final Clock clock;
  private final Set<Consumer<String>> listeners = new CopyOnWriteArraySet<>();
  private final Deque<TrafficLine> last = new ArrayDeque<>();

  LinkTap(Clock clock) {
    this.clock = clock;
  }

  void publish(String line) {
    listeners.forEach(listener -> listener.accept(line));
    String kept = line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX) + "..." : line;
    synchronized (last) {
      last.add(new TrafficLine(clock.instant(), kept));
      if (last.size() > KEPT_MAX) {
        last.remove();
      }
    }
  }

  /** The last lines, oldest first, each a {@link TrafficLine}. */
  List<String> last() {
    synchronized (last) {
      return last.stream().map(TrafficLine::toString).toList();
    }
  }

  /**
   * @param listener called on the machine's thread, a line each; must not block
   * @return ends the watch
   */
  LinkWatch watch(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
