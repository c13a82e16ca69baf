package io.drinkd.appliance.plugin;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Checks a plugin's file before any of its classes is loaded. */
final class PluginFile {

  /** What the appliance provides to every plugin. A second copy would be different classes. */
  private static final List<String> PROVIDED =
      List.of("io/drinkd/driver/", "org/slf4j/", "org/pf4j/", "org/apache/mina/");

  private PluginFile() {}

  /** Refuses a file that is no archive, or that contains classes which the appliance provides. */
  static void check(Path file) throws PluginRefusedException {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      Optional<String> bundled =
          archive.stream().map(ZipEntry::getName).filter(PluginFile::isProvided).findFirst();
      if (bundled.isPresent()) {
        throw new PluginRefusedException(
            "contains its own copy of classes that the appliance provides ("
                + bundled.get()
                + "); build it with these in scope provided");
      }
    } catch (IOException e) {
      throw new PluginRefusedException(
          "is not a readable archive (" + FileFailure.reason(e) + "); copy it again");
    }
  }

  private static boolean isProvided(String entry) {
    String path = entry.startsWith("classes/") ? entry.substring("classes/".length()) : entry;
    boolean library =
        entry.startsWith("lib/")
            && (entry.contains("driver-api-")
                || entry.contains("slf4j-api-")
                || entry.contains("pf4j-")
                || entry.contains("mina-core-"));
    return library || (path.endsWith(".class") && PROVIDED.stream().anyMatch(path::startsWith));
  }
}
