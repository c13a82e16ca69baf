package io.drinkd.appliance.plugin;

import io.drinkd.driver.DriverApi;
import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin that is loaded, from a copy of its file, so that whatever is done to the file meanwhile
 * changes nothing. It has a plugin manager of its own: the next version of a plugin can be loaded
 * and found sound while the last one still works.
 */
final class LoadedPlugin implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

  private final Path copies;
  private final DefaultPluginManager manager;
  private final List<LoadedDriver> drivers;

  private LoadedPlugin(Path copies, DefaultPluginManager manager, List<LoadedDriver> drivers) {
    this.copies = copies;
    this.manager = manager;
    this.drivers = drivers;
  }

  /**
   * Loads a plugin and makes its drivers.
   *
   * @throws PluginRefusedException if it cannot be used; says why
   */
  static LoadedPlugin load(Path file) throws PluginRefusedException {
    PluginFile.check(file);
    Path copies = copies(file);
    DefaultPluginManager manager = new DefaultPluginManager(copies);
    manager.setSystemVersion(DriverApi.VERSION);
    try {
      PluginWrapper plugin = start(manager, copies.resolve(file.getFileName()));
      return new LoadedPlugin(copies, manager, drivers(manager, plugin, file));
    } catch (PluginRefusedException | PluginRuntimeException | LinkageError e) {
      unload(manager, copies);
      throw e instanceof PluginRefusedException refused
          ? refused
          : new PluginRefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static Path copies(Path file) throws PluginRefusedException {
    try {
      Path copies = Files.createTempDirectory("drinkd-driver");
      Files.copy(file, copies.resolve(file.getFileName()));
      return copies;
    } catch (IOException e) {
      throw new PluginRefusedException("cannot be copied to where it is loaded from: " + e);
    }
  }

  private static PluginWrapper start(DefaultPluginManager manager, Path copy)
      throws PluginRefusedException {
    PluginWrapper plugin = manager.getPlugin(manager.loadPlugin(copy));
    String wanted = plugin.getDescriptor().getRequires();
    if (!manager.getVersionManager().checkVersionConstraint(DriverApi.VERSION, wanted)) {
      throw new PluginRefusedException(
          "needs driver API " + wanted + ", this appliance has " + DriverApi.VERSION);
    }
    if (manager.startPlugin(plugin.getPluginId()) != PluginState.STARTED) {
      throw new PluginRefusedException("does not start (" + plugin.getPluginState() + ")");
    }
    return plugin;
  }

  /** What a driver's constructor throws, or its model, is a plugin's code failing. */
  private static List<LoadedDriver> drivers(
      DefaultPluginManager manager, PluginWrapper plugin, Path file) throws PluginRefusedException {
    String id = plugin.getPluginId();
    String version = plugin.getDescriptor().getVersion();
    try {
      // Called once: each call makes new instances.
      List<LoadedDriver> drivers =
          manager.getExtensions(MachineDriver.class, id).stream()
              .map(driver -> new LoadedDriver(driver.model(), id, version, file, driver))
              .toList();
      if (drivers.isEmpty()) {
        throw new PluginRefusedException(
            "brings no driver; annotate the class that implements MachineDriver with @Extension");
      }
      return drivers;
    } catch (RuntimeException e) {
      throw new PluginRefusedException("its driver cannot be made: " + e);
    }
  }

  List<LoadedDriver> drivers() {
    return drivers;
  }

  /** Unloads it. Its boards are closed before. */
  @Override
  public void close() {
    unload(manager, copies);
  }

  private static void unload(DefaultPluginManager manager, Path copies) {
    for (PluginWrapper plugin : List.copyOf(manager.getPlugins())) {
      manager.unloadPlugin(plugin.getPluginId());
    }
    try (Stream<Path> files = Files.walk(copies)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // It is in the system's folder for such things, which the system clears.
      LOG.warn("{}: the copy of a plugin is not deleted: {}", copies, e.toString());
    }
  }
}
