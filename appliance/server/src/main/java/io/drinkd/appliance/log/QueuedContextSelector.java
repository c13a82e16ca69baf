package io.drinkd.appliance.log;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.selector.ClassLoaderContextSelector;

/** Makes log4j use a {@link QueuedContext}. Instantiated by log4j, which is given its name. */
public final class QueuedContextSelector extends ClassLoaderContextSelector {

  private static final List<QueuedContext> MADE = new CopyOnWriteArrayList<>();

  /** The contexts of this process: one, as soon as something has asked for a logger. */
  static List<QueuedContext> made() {
    return List.copyOf(MADE);
  }

  @Override
  protected LoggerContext createContext(String name, URI configLocation) {
    QueuedContext context = new QueuedContext(name, configLocation);
    MADE.add(context);
    return context;
  }
}
