package io.drinkd.appliance.machine;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** Lets one watch what goes over a machine's link. Safe for several threads. */
final class LinkTap {

  private final Set<Consumer<String>> watchers = new CopyOnWriteArraySet<>();

  boolean isWatched() {
    return !watchers.isEmpty();
  }

  void tell(String line) {
    watchers.forEach(watcher -> watcher.accept(line));
  }

  /**
   * @param watcher called on the machine's thread, a line each; must not block
   * @return ends it
   */
  LinkWatch watch(Consumer<String> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }
}
