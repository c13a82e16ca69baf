package io.drinkd.appliance.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the checkout, as far as people write them. */
final class Repository {

  static final Path ROOT = Path.of(System.getProperty("drinkd.home")).toAbsolutePath().normalize();

  private static final Set<String> NOT_WRITTEN = Set.of("target", ".git", ".idea", ".vscode");

  private Repository() {}

  /** All files below a folder of the checkout whose names end so. */
  static List<Path> files(String folder, String ending) {
    List<Path> found = new ArrayList<>();
    collect(ROOT.resolve(folder), ending, found);
    return found;
  }

  private static void collect(Path folder, String ending, List<Path> found) {
    for (Path entry : entries(folder)) {
      if (Files.isDirectory(entry)) {
        collect(entry, ending, found);
      } else if (entry.toString().endsWith(ending)) {
        found.add(entry);
      }
    }
  }

  /** What stands directly in a folder. */
  static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !NOT_WRITTEN.contains(entry.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    return read(file).lines().toList();
  }

  /** How an error names a file. */
  static String shown(Path file) {
    return ROOT.relativize(file).toString();
  }
}
