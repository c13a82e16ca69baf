package io.drinkd.appliance.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of driver plugins, such as that of the drivers that come with drinkd and one for the
 * admin's own. Of two drivers of the same model, the one in the later folder is used; when it is
 * removed, the other one takes over.
 */
public final class DriverFolders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverFolders.class);

  /** The later one first, as they are searched. */
  private final List<DriverFolder> folders;

  private DriverFolders(List<DriverFolder> folders) {
    this.folders = List.copyOf(folders);
    for (DriverFolder folder : folders) {
      for (LoadedDriver driver : folder.drivers()) {
        overruling(folder, driver).ifPresent(by -> logOverruled(driver, by));
      }
    }
  }

  /** How one folder is opened. */
  private interface Opening {
    DriverFolder open(Path path) throws IOException;
  }

  /**
   * Loads the plugins in the folders.
   *
   * @param paths at least one; a later one has precedence
   * @param unpacked as for {@link DriverFolder#DriverFolder(Path, Path)}
   * @throws IOException as there
   */
  public static DriverFolders open(List<Path> paths, Path unpacked) throws IOException {
    return open(paths, path -> new DriverFolder(path, unpacked));
  }

  /** The same, for whoever only looks at the drivers, as {@link DriverFolder#inPlace}. */
  public static DriverFolders inPlace(List<Path> paths, Path unpacked) throws IOException {
    return open(paths, path -> DriverFolder.inPlace(path, unpacked));
  }

  private static DriverFolders open(List<Path> paths, Opening opening) throws IOException {
    List<DriverFolder> folders = new ArrayList<>();
    try {
      for (Path path : paths) {
        folders.add(0, opening.open(path));
      }
      return new DriverFolders(folders);
    } catch (IOException | RuntimeException e) {
      folders.forEach(DriverFolder::close);
      throw e;
    }
  }

  /**
   * Applies what has changed in the folders, as {@link DriverFolder#rescan}.
   *
   * @throws IOException if one cannot be read; the others are up to date then
   */
  public void rescan(DriverUser user) throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (DriverFolder folder : folders) {
      try {
        folder.rescan(new UserOfOne(folder, user));
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  /** The driver of that model in a folder that has precedence over one. */
  private Optional<LoadedDriver> overruling(DriverFolder folder, LoadedDriver driver) {
    return first(folders.subList(0, folders.indexOf(folder)), driver.model());
  }

  /** The driver of that model that is used where a folder has none. */
  private Optional<LoadedDriver> overruled(DriverFolder folder, LoadedDriver driver) {
    return first(folders.subList(folders.indexOf(folder) + 1, folders.size()), driver.model());
  }

  private static Optional<LoadedDriver> first(List<DriverFolder> folders, String model) {
    return folders.stream()
        .flatMap(folder -> folder.drivers().stream())
        .filter(driver -> driver.model().equals(model))
        .findFirst();
  }

  /** The drivers that are used, by model. */
  public List<LoadedDriver> drivers() {
    Map<String, LoadedDriver> used = new TreeMap<>();
    for (DriverFolder folder : folders) {
      folder.drivers().forEach(driver -> used.putIfAbsent(driver.model(), driver));
    }
    return List.copyOf(used.values());
  }

  /** The driver of a model that is used. */
  public Optional<LoadedDriver> driver(String model) {
    return first(folders, model);
  }

  /** One line for each file that was refused. */
  public List<String> refused() {
    return folders.stream().flatMap(folder -> folder.refused().stream()).toList();
  }

  /** The folders' paths, as an error names them. */
  public String shown() {
    return folders.stream()
        .map(folder -> folder.path().toString())
        .collect(Collectors.joining(" or "));
  }

  /** Unloads all plugins. Their boards must be closed before. */
  @Override
  public void close() {
    folders.forEach(DriverFolder::close);
  }

  /** Of what happens in one folder, passes on what concerns a driver that is used. */
  private final class UserOfOne implements DriverUser {

    private final DriverFolder folder;
    private final DriverUser user;

    /** Models of which the old version was released, and the new one is to be used next. */
    private final Set<String> replaced = new HashSet<>();

    UserOfOne(DriverFolder folder, DriverUser user) {
      this.folder = folder;
      this.user = user;
    }

    @Override
    public void use(LoadedDriver driver) {
      Optional<LoadedDriver> other = overruling(folder, driver);
      if (other.isPresent()) {
        logOverruled(driver, other.get());
        return;
      }
      if (!replaced.remove(driver.model())) {
        overruled(folder, driver)
            .ifPresent(
                before -> {
                  logOverruled(before, driver);
                  user.release(before);
                });
      }
      user.use(driver);
    }

    @Override
    public void release(LoadedDriver driver) {
      if (overruling(folder, driver).isPresent()) {
        return;
      }
      user.release(driver);
      if (isReplaced(driver)) {
        replaced.add(driver.model());
      } else {
        overruled(folder, driver).ifPresent(user::use);
      }
    }

    /** Whether a new version of it, in the same folder, is to be used next. */
    private boolean isReplaced(LoadedDriver driver) {
      return folder.drivers().stream()
          .anyMatch(one -> one.model().equals(driver.model()) && one.driver() != driver.driver());
    }
  }

  private static void logOverruled(LoadedDriver driver, LoadedDriver by) {
    LOG.info(
        "driver plugin {}: its driver for {} is not used, {} has precedence",
        driver.file(),
        driver.model(),
        by.file());
  }
}
