package io.drinkd.appliance.control.command;

import java.util.List;
import java.util.Optional;

/** The drivers of a running appliance; the wiring knows them. */
public interface Drivers {

  /**
   * A model of boards that a driver is loaded for or that a machine names.
   *
   * @param plugin the plugin that drives it; empty if there is none
   * @param machines the ids of the machines that have such a board
   */
  record Model(String name, Optional<Plugin> plugin, List<String> machines) {}

  /**
   * A loaded plugin.
   *
   * @param file its name in the folder of the drivers
   */
  record Plugin(String version, String file) {}

  /** All models: those with a driver first, then those that machines wait for. */
  List<Model> models();

  /** Why plugins were refused, a line each. */
  List<String> refused();
}
