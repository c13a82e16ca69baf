package io.drinkd.appliance.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What has been opened for the services so far. It is closed in the reverse order and all of it,
 * after an opening that failed half-way too.
 */
final class OpenedParts {

  private final Deque<Runnable> closings = new ArrayDeque<>();

  /** Remembers a part that has just been opened. */
  <T> T add(T part, Consumer<T> closing) {
    closings.push(() -> closing.accept(part));
    return part;
  }

  /** If one part fails to close, the others are closed all the same. */
  void close() {
    Runnable next = closings.poll();
    if (next != null) {
      try {
        next.run();
      } finally {
        close();
      }
    }
  }
}
