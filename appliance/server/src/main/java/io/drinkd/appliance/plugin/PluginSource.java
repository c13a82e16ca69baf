package io.drinkd.appliance.plugin;

import java.nio.file.Path;

/** Makes of a plugin's file what is loaded. */
interface PluginSource {

  /**
   * Checks the file, and copies it if need be.
   *
   * @throws PluginRefusedException if it cannot be used; says why
   */
  PluginCopy of(Path file) throws PluginRefusedException;
}
