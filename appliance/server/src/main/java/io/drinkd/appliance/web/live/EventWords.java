package io.drinkd.appliance.web.live;

import io.drinkd.appliance.event.Event;
import java.util.Optional;

/** How events are said. May be used by any thread. */
@FunctionalInterface
public interface EventWords {

  /**
   * An event as clients get it.
   *
   * @param kind one word
   * @param data one line
   */
  record Said(String kind, String data) {}

  /** What is said of an event; empty for one that clients do not get. */
  Optional<Said> of(Event event);
}
