package io.drinkd.appliance.door;

import io.drinkd.appliance.config.ListenerSettings;

/** A protocol that listeners can speak. */
@FunctionalInterface
public interface Protocol {

  /**
   * Opens a listener that speaks it, under all of the settings: those that every listener has and
   * those that the protocol has declared.
   *
   * @throws CannotListenException if the port cannot be opened; nothing is left open then
   */
  Door open(ListenerSettings settings) throws CannotListenException;
}
