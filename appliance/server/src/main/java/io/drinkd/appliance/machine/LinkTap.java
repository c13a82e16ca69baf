package io.drinkd.appliance.machine;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** Shows the traffic on a machine's link to those who watch it. Safe for several threads. */
final class LinkTap {

  private final Set<Consumer<String>> watchers = new CopyOnWriteArraySet<>();

  boolean isWatched() {
    return !watchers.isEmpty();
  }

  void publish(String line) {
    watchers.forEach(watcher -> watcher.accept(line));
  }

  /**
   * @param watcher called on the machine's thread, a line each; must not block
   * @return ends the watch
   */
  LinkWatch watch(Consumer<String> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }
}
