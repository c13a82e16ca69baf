package io.drinkd.appliance.plugin;

import io.drinkd.driver.DriverApi;
import io.drinkd.driver.MachineDriver;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pf4j.DefaultPluginManager;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/**
 * A loaded plugin. It has a plugin manager of its own, so that a new version can be loaded and
 * checked while the previous one still works.
 */
final class LoadedPlugin implements AutoCloseable {

  private static final Pattern MODEL = Pattern.compile("\\p{Graph}{1,64}");
  private static final Pattern CLASS_NAME = Pattern.compile("[\\w$/]+");
  private static final Pattern WRONG_NAME = Pattern.compile("(\\S+) \\(wrong name: (\\S+)\\)");

  private final PluginCopy copy;
  private final DefaultPluginManager manager;
  private final List<LoadedDriver> drivers;

  private LoadedPlugin(PluginCopy copy, DefaultPluginManager manager, List<LoadedDriver> drivers) {
    this.copy = copy;
    this.manager = manager;
    this.drivers = drivers;
  }

  /**
   * Loads a plugin and instantiates its drivers. Code of the plugin runs, and may never return.
   *
   * @param source makes what is loaded of the file
   * @throws PluginRefusedException if it cannot be used; says why
   */
  static LoadedPlugin load(Path file, PluginSource source) throws PluginRefusedException {
    PluginCopy copy = source.of(file);
    // In its folder pf4j looks for lists of plugins that are not to be started; there is none.
    DefaultPluginManager manager = new DefaultPluginManager(copy.folder().orElse(copy.loaded()));
    manager.setSystemVersion(DriverApi.CONTRACT_VERSION);
    try {
      PluginWrapper plugin = start(manager, copy.loaded());
      return new LoadedPlugin(copy, manager, drivers(manager, plugin, file));
    } catch (Throwable e) {
      // It may throw anything, an Error included.
      unload(manager, copy);
      throw e instanceof PluginRefusedException refused
          ? refused
          : new PluginRefusedException(reason(e));
    }
  }

  /** What the plugin itself has thrown, unwrapped. */
  private static String reason(Throwable thrown) {
    Throwable reason = thrown;
    while (reason.getCause() != null
        && (reason instanceof PluginRuntimeException
            || reason instanceof InvocationTargetException
            || reason instanceof ExceptionInInitializerError)) {
      reason = reason.getCause();
    }
    if (reason instanceof UnsupportedClassVersionError) {
      return "is built for a newer Java than this appliance's "
          + Runtime.version().feature()
          + "; build it for that one";
    }
    return reason instanceof NoClassDefFoundError missing
        ? missing(String.valueOf(missing.getMessage()))
        : "it throws " + reason;
  }

  /** What Java's loader says of a class that is not there, or in the wrong place. */
  private static String missing(String message) {
    Matcher wrong = WRONG_NAME.matcher(message);
    if (wrong.matches()) {
      return "has the class "
          + wrong.group(2).replace('/', '.')
          + " in the wrong place ("
          + wrong.group(1)
          + ".class); its folders and its file must be those of its name";
    }
    return CLASS_NAME.matcher(message).matches()
        ? "needs the class "
            + message.replace('/', '.')
            + ", which neither it nor the appliance has; shade the library into its jar, as"
            + " plugins/README.md says"
        : "it throws java.lang.NoClassDefFoundError: " + message;
  }

  private static PluginWrapper start(DefaultPluginManager manager, Path loaded)
      throws PluginRefusedException {
    PluginWrapper plugin = read(manager, loaded);
    String wanted = plugin.getDescriptor().getRequires();
    if (!wanted.startsWith(DriverApi.CONTRACT + ".")) {
      throw new PluginRefusedException(
          "was built for another driver API (Plugin-Requires: "
              + wanted
              + "), this appliance has version "
              + DriverApi.CONTRACT
              + "; build it anew with the driver kit of this appliance, as its guide says");
    }
    if (!manager.getVersionManager().checkVersionConstraint(DriverApi.CONTRACT_VERSION, wanted)) {
      throw new PluginRefusedException(
          "needs driver API " + wanted + ", this appliance has " + DriverApi.CONTRACT_VERSION);
    }
    String pluginClass = plugin.getDescriptor().getPluginClass();
    if (!pluginClass.equals(Plugin.class.getName())) {
      throw new PluginRefusedException(
          "has the plugin class " + pluginClass + "; a driver must have none, remove Plugin-Class");
    }
    if (manager.startPlugin(plugin.getPluginId()) != PluginState.STARTED) {
      throw new PluginRefusedException("does not start (" + plugin.getPluginState() + ")");
    }
    return plugin;
  }

  private static PluginWrapper read(DefaultPluginManager manager, Path loaded)
      throws PluginRefusedException {
    try {
      return manager.getPlugin(manager.loadPlugin(loaded));
    } catch (RuntimeException e) {
      throw new PluginRefusedException(
          "has an invalid plugin descriptor: "
              + e.getMessage()
              + "; check Plugin-Id, Plugin-Version and Plugin-Requires in its manifest");
    }
  }

  private static List<LoadedDriver> drivers(
      DefaultPluginManager manager, PluginWrapper plugin, Path file) throws PluginRefusedException {
    String id = plugin.getPluginId();
    String version = plugin.getDescriptor().getVersion();
    Map<String, LoadedDriver> drivers = new TreeMap<>();
    for (MachineDriver driver : instantiate(manager.getExtensionClassNames(id), plugin)) {
      String model = driver.model();
      if (model == null || !MODEL.matcher(model).matches()) {
        throw new PluginRefusedException(
            "its model is \"" + model + "\", expected a name without blanks");
      }
      var loaded =
          new LoadedDriver(
              model,
              Objects.requireNonNull(driver.traits(), "null for its traits"),
              List.copyOf(driver.settings()),
              id,
              version,
              file,
              driver);
      if (drivers.put(model, loaded) != null) {
        throw new PluginRefusedException("contains two drivers for the model " + model);
      }
    }
    if (drivers.isEmpty()) {
      throw new PluginRefusedException(
          "contains no driver; annotate the class that implements MachineDriver with @Extension");
    }
    return List.copyOf(drivers.values());
  }

  /** Not by the manager, which logs and skips what fails, without reporting it. */
  private static List<MachineDriver> instantiate(Set<String> classNames, PluginWrapper plugin)
      throws PluginRefusedException {
    List<MachineDriver> instances = new ArrayList<>();
    for (String name : classNames) {
      try {
        Class<?> type = plugin.getPluginClassLoader().loadClass(name);
        if (MachineDriver.class.isAssignableFrom(type)) {
          instances.add((MachineDriver) type.getConstructor().newInstance());
        }
      } catch (ClassNotFoundException e) {
        throw new PluginRefusedException(
            "lacks the class " + name + ", which its META-INF/extensions.idx names");
      } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
        throw new PluginRefusedException(
            name
                + " cannot be instantiated; it has to be public, with a public constructor without"
                + " parameters");
      } catch (InvocationTargetException e) {
        throw new PluginRefusedException(name + " cannot be instantiated: " + reason(e));
      }
    }
    return instances;
  }

  List<LoadedDriver> drivers() {
    return drivers;
  }

  /** Unloads it. Its boards must be closed before. */
  @Override
  public void close() {
    unload(manager, copy);
  }

  private static void unload(DefaultPluginManager manager, PluginCopy copy) {
    for (PluginWrapper plugin : List.copyOf(manager.getPlugins())) {
      manager.unloadPlugin(plugin.getPluginId());
    }
    copy.delete();
  }
}
