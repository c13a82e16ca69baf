package io.drinkd.appliance.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of driver plugins: each jar or zip in it that contains a driver is loaded; one that
 * cannot be used is refused with one line and does not affect the others. Files added, replaced or
 * removed later are picked up by the next {@link #rescan}.
 */
public final class DriverFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverFolder.class);

  private static final Duration LOADING_TIMEOUT = Duration.ofSeconds(10);

  /** One file: its working plugin, and why the file in its present version was refused. */
  private record Known(FileMark mark, Optional<LoadedPlugin> plugin, Optional<String> refusal) {}

  private final Path folder;
  private final PluginSource source;
  private final Duration loadingTimeout;
  // Guarded by this.
  private final Map<Path, Known> files = new TreeMap<>();

  /** As of the last scan; a file that has changed since may still be being written. */
  private Map<Path, FileMark> lastSeen = Map.of();

  /**
   * Loads the plugins in the folder.
   *
   * @param unpacked the folder in which they are copied, since what is loaded must not change
   * @throws IOException if the folder cannot be read; the message says which and what to do
   */
  public DriverFolder(Path folder, Path unpacked) throws IOException {
    this(folder, unpacked, LOADING_TIMEOUT);
  }

  /**
   * The same, for whoever only looks at the drivers: nothing is copied, so that no writable folder
   * is needed.
   *
   * @param unpacked the folder in which a zip is unpacked, if there is one
   */
  public static DriverFolder inPlace(Path folder, Path unpacked) throws IOException {
    return new DriverFolder(folder, file -> PluginCopy.inPlace(file, unpacked), LOADING_TIMEOUT);
  }

  /**
   * @param loadingTimeout how long loading one plugin may take
   */
  DriverFolder(Path folder, Path unpacked, Duration loadingTimeout) throws IOException {
    this(folder, file -> PluginCopy.make(file, unpacked), loadingTimeout);
  }

  private DriverFolder(Path folder, PluginSource source, Duration loadingTimeout)
      throws IOException {
    this.folder = folder;
    this.source = source;
    this.loadingTimeout = loadingTimeout;
    marks().forEach((file, mark) -> load(file, mark, Optional.empty()));
  }

  private Map<Path, FileMark> marks() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          folder + ": no such folder of driver plugins; create it, or set plugins: to another");
    }
    Map<Path, FileMark> marks = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.filter(DriverFolder::isPlugin).toList()) {
        try {
          marks.put(file, FileMark.of(file));
        } catch (NoSuchFileException e) {
          // Removed since it was listed.
        }
      }
    }
    return marks;
  }

  private static boolean isPlugin(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && (name.endsWith(".jar") || name.endsWith(".zip"))
        && Files.isRegularFile(file);
  }

  /**
   * Applies what has changed in the folder. A changed file is loaded once it was the same in two
   * scans, so one that is still being written is ignored. A new version is loaded before the old
   * one is unloaded, and if it cannot be used the old one continues to work.
   *
   * @throws IOException if the folder cannot be read; nothing has changed then
   */
  public void rescan(DriverUser user) throws IOException {
    Map<Path, FileMark> present = marks();
    List<Path> removed;
    Map<Path, FileMark> settled = new TreeMap<>();
    synchronized (this) {
      removed = files.keySet().stream().filter(file -> !present.containsKey(file)).toList();
      present.forEach(
          (file, mark) -> {
            if (mark.equals(lastSeen.get(file)) && !isKnown(file, mark)) {
              settled.put(file, mark);
            }
          });
      lastSeen = present;
    }
    removed.forEach(file -> remove(file, user));
    settled.forEach((file, mark) -> loadNewVersion(file, mark, user));
  }

  private boolean isKnown(Path file, FileMark mark) {
    return files.containsKey(file) && files.get(file).mark.equals(mark);
  }

  private void remove(Path file, DriverUser user) {
    // A refused one may have been forgotten since this scan began: see below.
    Optional<LoadedPlugin> removed = known(file).flatMap(Known::plugin);
    removed.ifPresent(plugin -> unload(plugin, user));
    synchronized (this) {
      files.remove(file);
      // A plugin that was refused because it has one of the same models may be loaded now.
      files.values().removeIf(other -> other.plugin.isEmpty());
    }
    removed.ifPresent(plugin -> LOG.info("driver plugin {}: removed", file));
  }

  private void loadNewVersion(Path file, FileMark mark, DriverUser user) {
    Optional<LoadedPlugin> before = known(file).flatMap(Known::plugin);
    Optional<LoadedPlugin> after = load(file, mark, before);
    after.ifPresent(
        plugin -> {
          before.ifPresent(old -> unload(old, user));
          plugin.drivers().forEach(user::use);
        });
  }

  private static void unload(LoadedPlugin plugin, DriverUser user) {
    plugin.drivers().forEach(user::release);
    plugin.close();
  }

  private synchronized Optional<Known> known(Path file) {
    return Optional.ofNullable(files.get(file));
  }

  /** The new plugin; empty if it is refused, and the previous one continues. */
  private Optional<LoadedPlugin> load(Path file, FileMark mark, Optional<LoadedPlugin> before) {
    try {
      LoadedPlugin plugin = PluginLoading.load(file, source, loadingTimeout);
      try {
        requireNewModels(plugin, file);
      } catch (PluginRefusedException e) {
        plugin.close();
        throw e;
      }
      know(file, new Known(mark, Optional.of(plugin), Optional.empty()));
      plugin
          .drivers()
          .forEach(
              one ->
                  LOG.info(
                      "driver plugin {}: loaded, model {}, version {}",
                      file,
                      one.model(),
                      one.version()));
      return Optional.of(plugin);
    } catch (PluginRefusedException e) {
      String refusal = file + ": not loaded: " + e.getMessage().replaceAll("\\s+", " ");
      know(file, new Known(mark, before, Optional.of(refusal)));
      // What to do: replace the jar by one that can be loaded; plugins/README.md says what it
      // needs.
      LOG.error(
          "driver plugin {}{}",
          refusal,
          before.isPresent() ? "; the previous version stays in use" : "");
      return Optional.empty();
    }
  }

  private synchronized void know(Path file, Known known) {
    files.put(file, known);
  }

  private void requireNewModels(LoadedPlugin plugin, Path file) throws PluginRefusedException {
    for (LoadedDriver wanted : plugin.drivers()) {
      Optional<LoadedDriver> present =
          drivers().stream()
              .filter(driver -> driver.model().equals(wanted.model()))
              .filter(driver -> !driver.file().equals(file))
              .findFirst();
      if (present.isPresent()) {
        throw new PluginRefusedException(
            "drives the model "
                + wanted.model()
                + ", which plugin "
                + present.get().plugin()
                + " already drives");
      }
    }
  }

  /** The loaded drivers, by file. */
  public synchronized List<LoadedDriver> drivers() {
    List<LoadedDriver> drivers = new ArrayList<>();
    files.values().forEach(known -> known.plugin.ifPresent(one -> drivers.addAll(one.drivers())));
    return drivers;
  }

  /** One line for each file that was refused. */
  public synchronized List<String> refused() {
    return files.values().stream().flatMap(known -> known.refusal.stream()).toList();
  }

  /** The folder's path. */
  public Path path() {
    return folder;
  }

  /** Unloads all plugins. Their boards must be closed before. */
  @Override
  public synchronized void close() {
    files.values().forEach(known -> known.plugin.ifPresent(LoadedPlugin::close));
    files.clear();
  }
}
