package io.drinkd.appliance.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where the classes of a plugin belong: into the packages of its drivers, and into packages below
 * them. So do those of libraries that are shaded into its jar; a zip has libraries as jars in
 * {@code lib} instead.
 */
final class OwnPackages {

  private static final String CLASSES = "classes/";
  private static final String INDEX = "META-INF/extensions.idx";

  /** With slashes, and one at the end. */
  private final Set<String> folders = new TreeSet<>();

  /** Those of the drivers that the plugin's index names; none if it has no index. */
  static OwnPackages of(ZipFile plugin) throws IOException {
    var own = new OwnPackages();
    for (String place : List.of(INDEX, CLASSES + INDEX)) {
      ZipEntry index = plugin.getEntry(place);
      if (index != null) {
        own.read(plugin, index);
      }
    }
    return own;
  }

  private void read(ZipFile plugin, ZipEntry index) throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(plugin.getInputStream(index), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String name = line.replaceFirst("#.*", "").strip().replace('.', '/');
        if (name.contains("/")) {
          folders.add(name.substring(0, name.lastIndexOf('/') + 1));
        }
      }
    }
  }

  /** Refuses a class in a package that is neither a driver's nor below one. */
  void requireOwn(String entry) throws PluginRefusedException {
    String path = entry.startsWith(CLASSES) ? entry.substring(CLASSES.length()) : entry;
    if (!folders.isEmpty()
        && path.endsWith(".class")
        && !path.startsWith("META-INF/")
        && !path.equals("module-info.class")
        && folders.stream().noneMatch(path::startsWith)) {
      throw new PluginRefusedException(
          "contains a class outside its own packages ("
              + path
              + "); move it into "
              + folders.iterator().next().replace('/', '.').replaceFirst("\\.$", "")
              + " or below, a library by a relocation when it is shaded");
    }
  }
}
