package io.drinkd.appliance.control.command;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The drivers of an appliance, whether or not it runs; the wiring knows them. */
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

  /**
   * All models: those with a driver first, then those that machines wait for.
   *
   * @throws IOException if the folder of drivers cannot be read; the message says why
   */
  List<Model> models() throws IOException;

  /** Why plugins were refused, a line each; otherwise as {@link #models}. */
  List<String> refused() throws IOException;

  /** What is in a plugin's file. */
  @FunctionalInterface
  interface Content {

    /**
     * Copies it, piece by piece.
     *
     * @throws IOException if it cannot be read or written; the message says why
     */
    void copyTo(OutputStream to) throws IOException;
  }

  /**
   * Puts a plugin into the folder of drivers, or replaces it. Returns when an appliance that runs
   * has loaded it; its machines may have to end an order first.
   *
   * @param file its name there
   * @return the models that it drives
   * @throws IOException if it cannot be used; the message says why, and nothing has changed then
   */
  List<String> install(String file, Content content) throws IOException;

  /** Whether an operator can remove a plugin of that name. */
  boolean canRemove(String file);

  /**
   * Takes a plugin out of the folder of drivers. Returns when an appliance that runs has unloaded
   * it.
   *
   * @throws IOException if it cannot be deleted; the message says why
   */
  void remove(String file) throws IOException;
}
