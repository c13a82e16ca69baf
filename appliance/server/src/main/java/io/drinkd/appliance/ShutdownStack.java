package io.drinkd.appliance;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the appliance that run, to be ended in the opposite order of their start. */
final class ShutdownStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownStack.class);

  private record Part(String name, AutoCloseable end) {}

  private final Deque<Part> parts = new ArrayDeque<>();

  /** Keeps a part, and how it ends. */
  <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Ends all parts; one that does not end well keeps none of the others from it. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.end.close();
      } catch (Exception e) {
        LOG.error("{} did not end well", part.name, e);
      }
    }
  }
}
