package io.drinkd.appliance.plugin;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Checks a plugin's file before any of its classes is loaded, and unpacks it if it is a zip. */
final class PluginFile {

  /** What the appliance provides to every plugin. A second copy would be different classes. */
  private static final List<String> PROVIDED =
      List.of("io/drinkd/driver/", "org/slf4j/", "org/pf4j/", "org/apache/mina/");

  /** More than any driver with all its libraries needs. A crafted file of 1 MB unpacks to 1 GB. */
  private static final long UNPACKED_MIB_MAX = 64;

  private static final int ENTRIES_MAX = 10_000;

  private PluginFile() {}

  /** Refuses a file that is too large to be looked at. */
  static void checkSize(Path file) throws IOException, PluginRefusedException {
    if (Files.size(file) > UNPACKED_MIB_MAX << 20) {
      throw tooLarge();
    }
  }

  /**
   * Refuses a file that is no archive, that unpacks to more than a driver may have, that contains
   * classes which the appliance provides, classes outside its own packages or names which lead out
   * of its folder, or that says nowhere in a readable form which plugin it is. It is read through:
   * what an archive says of its sizes need not be true.
   */
  static void check(Path file) throws PluginRefusedException {
    Bounds bounds = new Bounds();
    try (ZipFile archive = new ZipFile(file.toFile())) {
      if (archive.size() > ENTRIES_MAX) {
        throw tooMany();
      }
      boolean described = false;
      OwnPackages own = OwnPackages.of(archive);
      for (ZipEntry entry : archive.stream().toList()) {
        refuseOutside(entry.getName());
        refuseProvided(entry.getName());
        own.requireOwn(entry.getName());
        try (InputStream content = archive.getInputStream(entry)) {
          bounds.count(entry, content);
        }
        if (isLibrary(entry.getName())) {
          try (ZipInputStream library = new ZipInputStream(archive.getInputStream(entry))) {
            bounds.countAll(library);
          }
        }
        if (isManifest(entry.getName(), isZip(file))) {
          requireReadable(archive, entry);
          described = true;
        }
        described |= entry.getName().equals("plugin.properties");
      }
      if (!described) {
        throw new PluginRefusedException(
            "has no manifest; add META-INF/MANIFEST.MF with Plugin-Id, Plugin-Version and"
                + " Plugin-Requires");
      }
    } catch (IOException e) {
      throw unreadable(FileFailure.reason(e));
    } catch (IllegalArgumentException e) {
      throw unreadable("a name in it is not in UTF-8");
    }
  }

  private static PluginRefusedException unreadable(String reason) {
    return new PluginRefusedException("is not a readable archive (" + reason + "); copy it again");
  }

  private static PluginRefusedException tooLarge() {
    return new PluginRefusedException(
        "unpacks to more than " + UNPACKED_MIB_MAX + " MiB; a driver needs less");
  }

  private static PluginRefusedException tooMany() {
    return new PluginRefusedException(
        "contains more than " + ENTRIES_MAX + " files; a driver needs fewer");
  }

  private static void refuseOutside(String name) throws PluginRefusedException {
    boolean outside =
        name.isEmpty()
            || name.startsWith("/")
            || List.of(name.split("/")).contains("..")
            || name.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\');
    if (outside) {
      throw new PluginRefusedException(
          "contains a file with the name \""
              + name.replaceAll("\\p{Cntrl}", "?")
              + "\", which leads out of its folder");
    }
  }

  /** In a zip wherever pf4j finds one; it searches all folders of it. */
  private static boolean isManifest(String entry, boolean zip) {
    return entry.equalsIgnoreCase(JarFile.MANIFEST_NAME)
        || (zip && entry.substring(entry.lastIndexOf('/') + 1).equals("MANIFEST.MF"));
  }

  /** Else pf4j would log a stack trace. */
  private static void requireReadable(ZipFile archive, ZipEntry manifest)
      throws PluginRefusedException {
    try (InputStream content = archive.getInputStream(manifest)) {
      new Manifest(content);
    } catch (IOException e) {
      throw new PluginRefusedException(
          "has a manifest that cannot be read ("
              + FileFailure.reason(e)
              + "); each line of it must be \"Name: value\"");
    }
  }

  private static void refuseProvided(String entry) throws PluginRefusedException {
    if (entry.endsWith(".class")
        && withoutFolder(entry).startsWith("io/drinkd/driver/")
        && PluginFile.class.getClassLoader().getResource(withoutFolder(entry)) == null) {
      throw new PluginRefusedException(
          "has a class in a package of the driver API ("
              + withoutFolder(entry)
              + "); move it into a package of its own, such as io.drinkd.board.coffee");
    }
    if (isProvided(entry)) {
      throw new PluginRefusedException(
          "contains its own copy of classes that the appliance provides ("
              + entry
              + "); build it with these in scope provided");
    }
  }

  /** The classes of a zip are in a folder of their own. */
  private static String withoutFolder(String entry) {
    return entry.startsWith("classes/") ? entry.substring("classes/".length()) : entry;
  }

  private static boolean isProvided(String entry) {
    String path = withoutFolder(entry);
    boolean library =
        entry.startsWith("lib/")
            && (entry.contains("driver-api-")
                || entry.contains("slf4j-api-")
                || entry.contains("pf4j-")
                || entry.contains("mina-core-"));
    return library || (path.endsWith(".class") && PROVIDED.stream().anyMatch(path::startsWith));
  }

  private static boolean isLibrary(String entry) {
    return entry.startsWith("lib/") && entry.endsWith(".jar");
  }

  /** Whether it has to be unpacked to be loaded. */
  static boolean isZip(Path file) {
    return file.getFileName().toString().endsWith(".zip");
  }

  /**
   * Unpacks a checked file, none of whose names leads out of the folder.
   *
   * @param folder exists and is empty
   */
  static void unpack(Path zip, Path folder) throws IOException {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : archive.stream().toList()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream content = archive.getInputStream(entry)) {
            Files.copy(content, target);
          }
        }
      }
    }
  }

  /** How much of a plugin may still come. */
  private static final class Bounds {

    private long bytesLeft = UNPACKED_MIB_MAX << 20;
    private int entriesLeft = ENTRIES_MAX;
    private final byte[] buffer = new byte[8192];

    void countAll(ZipInputStream library) throws IOException, PluginRefusedException {
      for (ZipEntry entry = library.getNextEntry(); entry != null; entry = library.getNextEntry()) {
        count(entry, library);
      }
    }

    void count(ZipEntry entry, InputStream content) throws IOException, PluginRefusedException {
      if (--entriesLeft < 0) {
        throw tooMany();
      }
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        bytesLeft -= read;
        if (bytesLeft < 0) {
          throw tooLarge();
        }
      }
    }
  }
}
