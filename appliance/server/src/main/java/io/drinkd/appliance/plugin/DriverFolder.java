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
 * The folder of driver plugins: each jar or zip in it that brings a driver is loaded; one that
 * cannot be used is refused with one line, and changes nothing for the others. What is put into it,
 * replaced or removed later has its effect at the next {@link #look}.
 */
public final class DriverFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverFolder.class);

  private static final Duration LONGEST_LOADING = Duration.ofSeconds(10);

  /** What is known of one file: the plugin that works, and why the file as it is now does not. */
  private record Known(FileMark mark, Optional<LoadedPlugin> plugin, Optional<String> refusal) {}

  private final Path folder;
  private final Duration longestLoading;
  // Guarded by this.
  private final Map<Path, Known> files = new TreeMap<>();

  /** As of the last look; a file that was another one then is perhaps still being written. */
  private Map<Path, FileMark> lastSeen = Map.of();

  /**
   * Loads what is in the folder.
   *
   * @throws IOException if the folder cannot be read; the message says which and what to do
   */
  public DriverFolder(Path folder) throws IOException {
    this(folder, LONGEST_LOADING);
  }

  /**
   * @param longestLoading how long one plugin may take to be loaded
   */
  DriverFolder(Path folder, Duration longestLoading) throws IOException {
    this.folder = folder;
    this.longestLoading = longestLoading;
    marks().forEach((file, mark) -> load(file, mark, Optional.empty()));
  }

  private Map<Path, FileMark> marks() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder of driver plugins; make it or name another");
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
   * Takes up what has changed in the folder. A file counts once it was the same in two looks, so
   * one that is still being written is left alone. A new version is loaded before the old one is
   * parted with, and if it cannot be used the old one goes on working.
   *
   * @throws IOException if the folder cannot be read; nothing has changed then
   */
  public void look(DriverUser user) throws IOException {
    Map<Path, FileMark> present = marks();
    List<Path> gone;
    Map<Path, FileMark> settled = new TreeMap<>();
    synchronized (this) {
      gone = files.keySet().stream().filter(file -> !present.containsKey(file)).toList();
      present.forEach(
          (file, mark) -> {
            if (mark.equals(lastSeen.get(file)) && !isKnown(file, mark)) {
              settled.put(file, mark);
            }
          });
      lastSeen = present;
    }
    gone.forEach(file -> remove(file, user));
    settled.forEach((file, mark) -> takeUp(file, mark, user));
  }

  private boolean isKnown(Path file, FileMark mark) {
    return files.containsKey(file) && files.get(file).mark.equals(mark);
  }

  private void remove(Path file, DriverUser user) {
    // One that was refused may have been forgotten since this look began: see below.
    Optional<LoadedPlugin> gone = known(file).flatMap(Known::plugin);
    gone.ifPresent(plugin -> part(plugin, user));
    synchronized (this) {
      files.remove(file);
      // What claimed one of its models may be loaded now.
      files.values().removeIf(other -> other.plugin.isEmpty());
    }
    gone.ifPresent(plugin -> LOG.info("{}: driver plugin removed", file));
  }

  private void takeUp(Path file, FileMark mark, DriverUser user) {
    Optional<LoadedPlugin> before = known(file).flatMap(Known::plugin);
    Optional<LoadedPlugin> after = load(file, mark, before);
    after.ifPresent(
        plugin -> {
          before.ifPresent(old -> part(old, user));
          plugin.drivers().forEach(user::use);
        });
  }

  private static void part(LoadedPlugin plugin, DriverUser user) {
    plugin.drivers().forEach(user::partWith);
    plugin.close();
  }

  private synchronized Optional<Known> known(Path file) {
    return Optional.ofNullable(files.get(file));
  }

  /** The plugin that is new; empty if it is refused, and the one before goes on. */
  private Optional<LoadedPlugin> load(Path file, FileMark mark, Optional<LoadedPlugin> before) {
    try {
      LoadedPlugin plugin = PluginLoading.load(file, longestLoading);
      try {
        requireNewModels(plugin, file);
      } catch (PluginRefusedException e) {
        plugin.close();
        throw e;
      }
      know(file, new Known(mark, Optional.of(plugin), Optional.empty()));
      plugin
          .drivers()
          .forEach(one -> LOG.info("{}: loaded driver {} {}", file, one.model(), one.version()));
      return Optional.of(plugin);
    } catch (PluginRefusedException e) {
      String refusal = file + ": not loaded: " + e.getMessage().replaceAll("\\s+", " ");
      know(file, new Known(mark, before, Optional.of(refusal)));
      // What to do: replace the jar by one that is in order; plugins/README.md says what it needs.
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
            "claims the model "
                + wanted.model()
                + ", which "
                + present.get().plugin()
                + " drives already");
      }
    }
  }

  /** The drivers that can be used, by file. */
  public synchronized List<LoadedDriver> drivers() {
    List<LoadedDriver> drivers = new ArrayList<>();
    files.values().forEach(known -> known.plugin.ifPresent(one -> drivers.addAll(one.drivers())));
    return drivers;
  }

  /** One line for each file that could not be used. */
  public synchronized List<String> refused() {
    return files.values().stream().flatMap(known -> known.refusal.stream()).toList();
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Unloads all plugins. Their boards are closed before. */
  @Override
  public synchronized void close() {
    files.values().forEach(known -> known.plugin.ifPresent(LoadedPlugin::close));
    files.clear();
  }
}
