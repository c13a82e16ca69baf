package io.drinkd.appliance.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What can be said of a plugin's file before any class of it is loaded. */
final class PluginFile {

  /** What the appliance lends every plugin. A second copy in a plugin would be other classes. */
  private static final List<String> LENT =
      List.of("io/drinkd/driver/", "org/slf4j/", "org/pf4j/", "org/apache/mina/");

  private PluginFile() {}

  /** Refuses a file that is no archive, or that brings classes which the appliance lends. */
  static void check(Path file) throws PluginRefusedException {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      Optional<String> bundled =
          archive.stream().map(ZipEntry::getName).filter(PluginFile::isLent).findFirst();
      if (bundled.isPresent()) {
        throw new PluginRefusedException(
            "brings its own copy of what the appliance lends ("
                + bundled.get()
                + "); build it with these as provided");
      }
    } catch (IOException e) {
      throw new PluginRefusedException(
          "cannot be read as an archive (" + e.getMessage() + "); copy it anew");
    }
  }

  private static boolean isLent(String entry) {
    String lent = entry.startsWith("classes/") ? entry.substring("classes/".length()) : entry;
    boolean library =
        entry.startsWith("lib/")
            && (entry.contains("driver-api-")
                || entry.contains("slf4j-api-")
                || entry.contains("pf4j-")
                || entry.contains("mina-core-"));
    return library || (lent.endsWith(".class") && LENT.stream().anyMatch(lent::startsWith));
  }
}
