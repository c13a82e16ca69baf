package io.drinkd.appliance;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of the appliance, to be stopped in the reverse order of their start. */
final class ShutdownStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownStack.class);

  private record Part(String name, AutoCloseable end) {}

  private final Deque<Part> parts = new ArrayDeque<>();

  /** Remembers a part that has started. */
  <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Stops all parts; if one fails to stop, the others are stopped all the same. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.end.close();
      } catch (Exception e) {
        // What to do: nothing now, the other parts are stopped all the same; report it as a fault.
        LOG.error("stopping the {} failed", part.name, e);
      }
    }
  }
}
