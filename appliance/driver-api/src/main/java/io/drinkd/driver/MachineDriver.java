package io.drinkd.driver;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A driver for one model of controller board. The appliance finds it in a plugin by its
 * {@code @Extension} annotation, makes one instance of it, and opens one {@link Board} for every
 * machine whose configuration names the model.
 */
public interface MachineDriver extends ExtensionPoint {

  /** The model's name as the configuration's {@code driver:} spells it, such as {@code tini390}. */
  String model();

  /** How boards of the model are reached and how they behave. Asked once. */
  BoardTraits traits();

  /** The settings of its own that the files of its machines may have. Asked once. */
  default List<DriverSetting> settings() {
    return List.of();
  }

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
