package io.drinkd.appliance.plugin;

import io.drinkd.driver.DriverApi;
import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of driver plugins: each jar or zip in it that brings a driver is loaded; one that
 * cannot be used is refused with one line, and changes nothing for the others.
 */
public final class DriverFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverFolder.class);

  private final Path folder;
  private final DefaultPluginManager plugins;
  private final Map<String, LoadedDriver> byModel = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();

  /**
   * Loads what is in the folder.
   *
   * @throws IOException if the folder cannot be read; the message says which and what to do
   */
  public DriverFolder(Path folder) throws IOException {
    this.folder = folder;
    this.plugins = new DefaultPluginManager(folder);
    plugins.setSystemVersion(DriverApi.VERSION);
    for (Path file : files()) {
      try {
        load(file);
      } catch (PluginRefusedException | PluginRuntimeException | LinkageError e) {
        refused.add(file + ": not loaded: " + e.getMessage());
        LOG.error("{}: not loaded: {}", file, e.getMessage());
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder of driver plugins; make it or name another");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".jar") || file.toString().endsWith(".zip"))
          .sorted()
          .toList();
    }
  }

  private void load(Path file) throws PluginRefusedException {
    PluginFile.check(file);
    String id = plugins.loadPlugin(file);
    try {
      PluginWrapper plugin = plugins.getPlugin(id);
      requireApiVersion(plugin);
      if (plugins.startPlugin(id) != PluginState.STARTED) {
        throw new PluginRefusedException("does not start (" + plugin.getPluginState() + ")");
      }
      // Called once: each call makes new instances.
      List<MachineDriver> found = plugins.getExtensions(MachineDriver.class, id);
      if (found.isEmpty()) {
        throw new PluginRefusedException(
            "brings no driver; annotate the class that implements MachineDriver with @Extension");
      }
      for (MachineDriver driver : found) {
        requireNewModel(driver.model());
      }
      for (MachineDriver driver : found) {
        String version = plugin.getDescriptor().getVersion();
        byModel.put(driver.model(), new LoadedDriver(driver.model(), id, version, driver));
      }
    } catch (PluginRefusedException | RuntimeException | LinkageError e) {
      plugins.unloadPlugin(id);
      throw e;
    }
  }

  private void requireApiVersion(PluginWrapper plugin) throws PluginRefusedException {
    String wanted = plugin.getDescriptor().getRequires();
    if (!plugins.getVersionManager().checkVersionConstraint(DriverApi.VERSION, wanted)) {
      throw new PluginRefusedException(
          "needs driver API " + wanted + ", this appliance has " + DriverApi.VERSION);
    }
  }

  private void requireNewModel(String model) throws PluginRefusedException {
    LoadedDriver present = byModel.get(model);
    if (present != null) {
      throw new PluginRefusedException(
          "claims the model " + model + ", which " + present.plugin() + " drives already");
    }
  }

  /** The drivers that can be used, by model. */
  public Collection<LoadedDriver> drivers() {
    return byModel.values();
  }

  /** One line for each file that could not be used. */
  public List<String> refused() {
    return refused;
  }

  /** Unloads all plugins. Their boards are closed before. */
  @Override
  public void close() {
    byModel.clear();
    // One by one over a copy: stopping all at once trips over its own list in this pf4j.
    for (PluginWrapper plugin : List.copyOf(plugins.getPlugins())) {
      plugins.unloadPlugin(plugin.getPluginId());
    }
  }
}
