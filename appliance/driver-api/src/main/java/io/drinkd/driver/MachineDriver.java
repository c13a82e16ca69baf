package io.drinkd.driver;

import org.pf4j.ExtensionPoint;

/**
 * A driver for one model of controller board. The appliance finds it in a plugin by its
 * {@code @Extension} annotation, makes one instance of it, and opens one {@link Board} for every
 * machine whose configuration names the model.
 */
public interface MachineDriver extends ExtensionPoint {

  /** The model's name as the configuration's {@code driver:} spells it, such as {@code tini390}. */
  String model();

  /**
   * Opens the board of one machine. Returns at once: the link comes up later, and the context's
   * listener receives the change of state.
   *
   * @param context the machine's settings, the source of its sessions, its listener and its timers
   * @throws IllegalArgumentException if the settings do not fit this model; the message is shown to
   *     the operator
   */
  Board open(BoardContext context);
}
