package io.drinkd.appliance.plugin;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A plugin's other form: classes in a folder, and its properties. */
final class Zip {

  private Zip() {}

  static void ofPlugin(Path jar, Path zip) throws IOException {
    try (JarFile from = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("plugin.properties"));
      out.write(
          "plugin.id=tini400\nplugin.version=0.1.0\nplugin.requires=2.0.0\n"
              .getBytes(StandardCharsets.UTF_8));
      for (JarEntry entry : from.stream().filter(one -> !one.isDirectory()).toList()) {
        out.putNextEntry(new ZipEntry("classes/" + entry.getName()));
        try (InputStream in = from.getInputStream(entry)) {
          in.transferTo(out);
        }
      }
    }
  }

  /** Files without content. */
  static void ofEmptyFiles(Path zip, List<String> names) throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
      }
    }
  }

  /** One file with a text. */
  static void ofText(Path zip, String name, String text) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One file of zeros, in an archive of its own if its name is a jar's. */
  static void withZeros(Path zip, String name, int mebibytes) throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      out.putNextEntry(new ZipEntry(name));
      if (name.endsWith(".jar")) {
        ZipOutputStream inner = new ZipOutputStream(out);
        inner.putNextEntry(new ZipEntry("zeros"));
        zeros(inner, mebibytes);
        inner.finish();
      } else {
        zeros(out, mebibytes);
      }
    }
  }

  private static void zeros(OutputStream out, int mebibytes) throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (int i = 0; i < mebibytes; i++) {
      out.write(zeros);
    }
  }
}
