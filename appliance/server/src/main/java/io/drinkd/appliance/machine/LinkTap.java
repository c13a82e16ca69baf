package io.drinkd.appliance.machine;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** Shows the traffic on a machine's link to those who watch it. Safe for several threads. */
final class LinkTap {

  private final Set<Consumer<String>> listeners = new CopyOnWriteArraySet<>();

  boolean isWatched() {
    return !listeners.isEmpty();
  }

  void publish(String line) {
    listeners.forEach(listener -> listener.accept(line));
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
