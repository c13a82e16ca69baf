package io.drinkd.appliance.plugin;

import io.drinkd.driver.DriverApi;
import io.drinkd.driver.MachineDriver;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pf4j.DefaultPluginManager;
import org.pf4j.Plugin;
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

  private static final Pattern MODEL = Pattern.compile("\\p{Graph}{1,64}");

  private final Path copies;
  private final DefaultPluginManager manager;
  private final List<LoadedDriver> drivers;

  private LoadedPlugin(Path copies, DefaultPluginManager manager, List<LoadedDriver> drivers) {
    this.copies = copies;
    this.manager = manager;
    this.drivers = drivers;
  }

  /**
   * Loads a plugin and makes its drivers. Code of the plugin runs, and may take as long as it
   * likes.
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
    } catch (Throwable e) {
      // It may throw anything, also an Error, and must not end the thread that looks for others.
      unload(manager, copies);
      throw e instanceof PluginRefusedException refused
          ? refused
          : new PluginRefusedException(reason(e));
    }
  }

  /** What the plugin itself has thrown, without what others have wrapped around it. */
  private static String reason(Throwable thrown) {
    Throwable reason = thrown;
    while (reason.getCause() != null
        && (reason instanceof PluginRuntimeException
            || reason instanceof InvocationTargetException
            || reason instanceof ExceptionInInitializerError)) {
      reason = reason.getCause();
    }
    return "it throws " + reason;
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
    PluginWrapper plugin = read(manager, copy);
    String wanted = plugin.getDescriptor().getRequires();
    if (!manager.getVersionManager().checkVersionConstraint(DriverApi.VERSION, wanted)) {
      throw new PluginRefusedException(
          "needs driver API " + wanted + ", this appliance has " + DriverApi.VERSION);
    }
    String pluginClass = plugin.getDescriptor().getPluginClass();
    if (!pluginClass.equals(Plugin.class.getName())) {
      throw new PluginRefusedException(
          "has the plugin class " + pluginClass + "; a driver has none, leave out Plugin-Class");
    }
    if (manager.startPlugin(plugin.getPluginId()) != PluginState.STARTED) {
      throw new PluginRefusedException("does not start (" + plugin.getPluginState() + ")");
    }
    return plugin;
  }

  private static PluginWrapper read(DefaultPluginManager manager, Path copy)
      throws PluginRefusedException {
    try {
      return manager.getPlugin(manager.loadPlugin(copy));
    } catch (RuntimeException e) {
      throw new PluginRefusedException(
          "is not described as a plugin should be: "
              + e.getMessage()
              + "; look at Plugin-Id, Plugin-Version and Plugin-Requires in its manifest");
    }
  }

  private static List<LoadedDriver> drivers(
      DefaultPluginManager manager, PluginWrapper plugin, Path file) throws PluginRefusedException {
    String id = plugin.getPluginId();
    String version = plugin.getDescriptor().getVersion();
    Map<String, LoadedDriver> drivers = new TreeMap<>();
    for (MachineDriver driver : make(manager.getExtensionClassNames(id), plugin)) {
      String model = driver.model();
      if (model == null || !MODEL.matcher(model).matches()) {
        throw new PluginRefusedException(
            "found the model \"" + model + "\", expected a name without blanks");
      }
      if (drivers.put(model, new LoadedDriver(model, id, version, file, driver)) != null) {
        throw new PluginRefusedException("brings two drivers for the model " + model);
      }
    }
    if (drivers.isEmpty()) {
      throw new PluginRefusedException(
          "brings no driver; annotate the class that implements MachineDriver with @Extension");
    }
    return List.copyOf(drivers.values());
  }

  /** Not by the manager, which logs what fails, leaves it out, and does not say that it did. */
  private static List<MachineDriver> make(Set<String> classNames, PluginWrapper plugin)
      throws PluginRefusedException {
    List<MachineDriver> made = new ArrayList<>();
    for (String name : classNames) {
      try {
        Class<?> type = plugin.getPluginClassLoader().loadClass(name);
        if (MachineDriver.class.isAssignableFrom(type)) {
          made.add((MachineDriver) type.getConstructor().newInstance());
        }
      } catch (ClassNotFoundException e) {
        throw new PluginRefusedException("lacks the class " + name + ", which its index names");
      } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
        throw new PluginRefusedException(
            name
                + " cannot be made; it needs to be public, with a public constructor without"
                + " parameters");
      } catch (InvocationTargetException e) {
        throw new PluginRefusedException(name + " cannot be made: " + reason(e));
      }
    }
    return made;
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
      // What to do: nothing, it is in the folder for temporary files, which the system clears.
      LOG.warn("{}: temporary copy of a plugin not deleted: {}", copies, e.toString());
    }
  }
}
