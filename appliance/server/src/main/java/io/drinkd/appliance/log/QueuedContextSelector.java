package io.drinkd.appliance.log;

import java.net.URI;
import java.util.Optional;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.selector.ClassLoaderContextSelector;

/** Makes log4j use a {@link QueuedContext}. Instantiated by log4j, which is given its name. */
public final class QueuedContextSelector extends ClassLoaderContextSelector {

  private static volatile Optional<QueuedContext> made = Optional.empty();

  /** The context of this process, as soon as something has asked for a logger. */
  static Optional<QueuedContext> made() {
    return made;
  }

  @Override
  protected LoggerContext createContext(String name, URI configLocation) {
    QueuedContext context = new QueuedContext(name, configLocation);
    made = Optional.of(context);
    return context;
  }
}
