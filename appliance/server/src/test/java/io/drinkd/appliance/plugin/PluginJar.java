package io.drinkd.appliance.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Plugins of every kind, made of the real one. */
public final class PluginJar {

  private static final Map<List<String>, Path> FOLDERS = new HashMap<>();

  /** The jar of a driver that the build has made. */
  public static Path built(String model) {
    return Path.of(System.getProperty("drinkd.plugins"), model + ".jar");
  }

  /**
   * A folder with the jars of these drivers that the build has made, and no others: to load them
   * all takes longer than most tests.
   */
  public static synchronized Path folderOf(String... models) throws IOException {
    List<String> wanted = List.of(models);
    Path folder = FOLDERS.get(wanted);
    if (folder == null) {
      folder = Files.createTempDirectory("drinkd-drivers");
      folder.toFile().deleteOnExit();
      for (String model : wanted) {
        Path jar = Files.copy(built(model), folder.resolve(model + ".jar"));
        jar.toFile().deleteOnExit();
      }
      FOLDERS.put(wanted, folder);
    }
    return folder;
  }

  private PluginJar() {}

  /** Puts a file into a folder of plugins as one should: written elsewhere, and renamed. */
  public static Path put(Path file, Path folder, String name) throws IOException {
    Path written = Files.createTempFile(folder.getParent(), "written", "elsewhere");
    Files.copy(file, written, StandardCopyOption.REPLACE_EXISTING);
    return Files.move(written, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The jar of the 390's driver with one attribute of its manifest changed. */
  static Path withAttribute(Path target, String name, String value) throws IOException {
    try (JarFile jar = new JarFile(built("tini390").toFile())) {
      Manifest manifest = jar.getManifest();
      manifest.getMainAttributes().put(new Attributes.Name(name), value);
      return write(jar, manifest, target, "", "");
    }
  }

  /** The jar of the 390's driver with an entry more. */
  static Path withEntry(Path target, String entry) throws IOException {
    try (JarFile jar = new JarFile(built("tini390").toFile())) {
      return write(jar, jar.getManifest(), target, entry, "");
    }
  }

  /** The jar of the 390's driver with an entry less. */
  static Path withoutEntry(Path target, String entry) throws IOException {
    try (JarFile jar = new JarFile(built("tini390").toFile())) {
      return write(jar, jar.getManifest(), target, "", entry);
    }
  }

  /** The jar of the 390's driver with files more, or with another content of some. */
  static Path withFiles(Path target, Map<String, byte[]> contents) throws IOException {
    Files.copy(built("tini390"), target);
    URI archive = URI.create("jar:" + target.toUri());
    try (FileSystem jar = FileSystems.newFileSystem(archive, Map.of())) {
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        Path file = jar.getPath("/" + content.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, content.getValue());
      }
    }
    return target;
  }

  /** A file in the jar of the 390's driver. */
  static byte[] content(String entry) throws IOException {
    try (JarFile jar = new JarFile(built("tini390").toFile());
        InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return in.readAllBytes();
    }
  }

  /** A plugin of the driver of a class of the tests, its superclass and its nested classes. */
  public static Path ofDriver(Path target, Class<?> driver, String... attributes)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Plugin-Id", driver.getSimpleName());
    main.putValue("Plugin-Version", "0.1.0");
    main.putValue("Plugin-Requires", "2.0.0");
    for (int i = 0; i < attributes.length; i += 2) {
      main.putValue(attributes[i], attributes[i + 1]);
    }
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("META-INF/extensions.idx"));
      out.write((driver.getName() + "\n").getBytes(StandardCharsets.UTF_8));
      List<Class<?>> classes = new ArrayList<>(List.of(driver, driver.getSuperclass()));
      classes.addAll(List.of(driver.getDeclaredClasses()));
      classes.remove(Object.class);
      for (Class<?> one : classes) {
        String name = one.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = one.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(out);
        }
      }
    }
    return target;
  }

  private static Path write(
      JarFile jar, Manifest manifest, Path target, String added, String leftOut)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (JarEntry entry : jar.stream().toList()) {
        if (!entry.getName().equals(leftOut) && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
      if (!added.isEmpty()) {
        out.putNextEntry(new JarEntry(added));
      }
    }
    return target;
  }
}
