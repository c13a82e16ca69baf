package io.drinkd.appliance.door;

import io.drinkd.appliance.config.ListenerSettings;

/** What is spoken at a listener. */
@FunctionalInterface
public interface Protocol {

  /**
   * Opens a listener that speaks it. The listener honours the settings that it has a use for; host,
   * port, backlog, the bounds on connections and the addresses it takes are always among them.
   *
   * @throws CannotListenException if the port cannot be opened; nothing is left open then
   */
  Door open(ListenerSettings settings) throws CannotListenException;
}
