package io.drinkd.appliance.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Which files of a configuration folder matter: those with settings, and those that settings name,
 * such as the file of a password or a certificate. What else is there, such as a log, does not.
 */
public final class NamedFiles {

  /** Beside those of the machines. The log's configuration is none of the settings. */
  private static final Set<String> KNOWN = Set.of(SettingsReader.FILE, "log4j2.xml", "environment");

  private final Path folder;

  /** Absolute. */
  private final Set<Path> named = new HashSet<>();

  private NamedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the files with settings for what they name. Their mistakes do not matter here.
   *
   * @param folder the configuration folder
   * @param present files that are there; of those that are not, a setting names none without a dot
   *     or a slash
   */
  public static NamedFiles in(Path folder, Set<Path> present) {
    Path absolute = absolute(folder);
    var files = new NamedFiles(absolute);
    Set<Path> there = new HashSet<>();
    present.forEach(file -> there.add(absolute(file)));
    YamlFiles yaml = new YamlFiles(SettingsTrail.NONE);
    List<SettingsError> mistakes = new ArrayList<>();
    for (Path file : files.withSettings()) {
      yaml.read(file, mistakes).ifPresent(node -> files.take(node, there));
    }
    return files;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private List<Path> withSettings() {
    List<Path> files = new ArrayList<>(List.of(folder.resolve(SettingsReader.FILE)));
    Path machines = folder.resolve(MachineReader.FOLDER);
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(machines, "*" + MachineFileReader.ENDING)) {
      entries.forEach(files::add);
    } catch (IOException e) {
      // The reader of the machines reports it.
      return files;
    }
    return files;
  }

  private void take(ImmutableNode node, Set<Path> there) {
    if (node.getValue() instanceof String text) {
      try {
        Path file = absolute(folder.resolve(text));
        if (there.contains(file) || text.indexOf('/') >= 0 || text.indexOf('.') >= 0) {
          named.add(file);
        }
      } catch (InvalidPathException e) {
        // It is something else.
        return;
      }
    }
    node.getChildren().forEach(child -> take(child, there));
  }

  /** Whether the configuration may be another one when this file has changed. */
  public boolean matters(Path file) {
    Path absolute = absolute(file);
    Path name = absolute.getFileName();
    Path parent = absolute.getParent();
    return named.contains(absolute)
        || folder.equals(parent) && KNOWN.contains(name.toString())
        || folder.resolve(MachineReader.FOLDER).equals(parent)
            && !MachineReader.isPutAside(name.toString());
  }
}
