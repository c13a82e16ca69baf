package io.drinkd.appliance.plugin;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin as it is loaded: a checked copy of its file, or the checked file itself.
 *
 * @param loaded a jar, or the folder of an unpacked zip
 * @param folder what was created for it; empty if nothing was
 */
record PluginCopy(Path loaded, Optional<Path> folder) {

  private static final Logger LOG = LoggerFactory.getLogger(PluginCopy.class);

  /** Copies it into a new folder in {@code unpacked}: what is loaded must not change. */
  static PluginCopy make(Path file, Path unpacked) throws PluginRefusedException {
    Path folder;
    try {
      PluginFile.checkSize(file);
      folder = Files.createTempDirectory(unpacked, "driver-");
    } catch (IOException e) {
      throw notCopied(unpacked, e);
    }
    try {
      Path copy = Files.copy(file, folder.resolve(file.getFileName()));
      PluginFile.check(copy);
      Path loaded = PluginFile.isZip(file) ? unpacked(copy, folder) : copy;
      return new PluginCopy(loaded, Optional.of(folder));
    } catch (IOException e) {
      delete(folder);
      throw notCopied(unpacked, e);
    } catch (PluginRefusedException e) {
      delete(folder);
      throw e;
    }
  }

  private static Path unpacked(Path zip, Path folder) throws IOException {
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    PluginFile.unpack(zip, unpacked);
    return unpacked;
  }

  private static PluginRefusedException notCopied(Path unpacked, IOException e) {
    return new PluginRefusedException(
        "cannot be copied into " + unpacked + ": " + FileFailure.reason(e));
  }

  /**
   * The file itself, for whoever loads it only for a look; a zip has to be unpacked all the same.
   */
  static PluginCopy inPlace(Path file, Path unpacked) throws PluginRefusedException {
    if (PluginFile.isZip(file)) {
      return make(file, unpacked);
    }
    PluginFile.check(file);
    return new PluginCopy(file, Optional.empty());
  }

  /** Deletes what was created. */
  void delete() {
    folder.ifPresent(PluginCopy::delete);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // What to do: nothing, it is deleted at the end or by the next start.
      LOG.warn(
          "deleting the temporary copy {} of a plugin failed: {}", folder, FileFailure.reason(e));
    }
  }
}
