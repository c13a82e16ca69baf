package io.drinkd.appliance.plugin;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.MachineDriver;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded driver. It is asked for what it declares once, when it is loaded.
 *
 * @param model the board model that it drives
 * @param traits how its boards behave
 * @param settings what it wants to know of each machine
 * @param plugin the id of the plugin that contains it
 * @param version the plugin's version
 * @param file the file in the plugins folder
 * @param driver the driver itself, one instance for all machines
 */
public record LoadedDriver(
    String model,
    BoardTraits traits,
    List<DriverSetting> settings,
    String plugin,
    String version,
    Path file,
    MachineDriver driver)
    implements MachineDriver {

  @Override
  public Board open(BoardContext context) {
    return driver.open(context);
  }
}
