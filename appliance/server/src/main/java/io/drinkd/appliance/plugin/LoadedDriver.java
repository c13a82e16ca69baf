package io.drinkd.appliance.plugin;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.MachineDriver;
import java.nio.file.Path;

/**
 * A loaded driver. It is asked for its model once, when it is loaded.
 *
 * @param model the board model that it drives
 * @param plugin the id of the plugin that contains it
 * @param version the plugin's version
 * @param file the file in the plugins folder
 * @param driver the driver itself, one instance for all machines
 */
public record LoadedDriver(
    String model, String plugin, String version, Path file, MachineDriver driver)
    implements MachineDriver {

  @Override
  public Board open(BoardContext context) {
    return driver.open(context);
  }
}
