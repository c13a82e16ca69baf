package io.drinkd.appliance.plugin;

import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Puts driver plugins into a folder, and takes them out; whoever uses the folder notices. */
public final class PluginInstaller {

  private static final Duration LOADING_TIMEOUT = Duration.ofSeconds(10);

  /** No name that leads elsewhere, and none that the folder's user passes over. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*\\.(jar|zip)");

  /** No secret, and others may have to read it; whoever writes it decides what drinkd does. */
  private static final Set<PosixFilePermission> RIGHTS =
      PosixFilePermissions.fromString("rw-r--r--");

  /** Copies what is in a plugin's file, piece by piece. */
  @FunctionalInterface
  public interface Content {
    void copyTo(OutputStream to) throws IOException;
  }

  private final Path folder;
  private final Path unpacked;

  /**
   * @param folders the folders of driver plugins; the last one, which has precedence, is the
   *     admin's
   * @param unpacked where a plugin is copied while it is checked
   */
  public PluginInstaller(List<Path> folders, Path unpacked) {
    this.folder = folders.get(folders.size() - 1);
    this.unpacked = unpacked;
  }

  /**
   * Checks a plugin as it is checked when it is loaded, and puts it into the folder in one step. A
   * file of the same name is replaced.
   *
   * @return the models that it drives
   * @throws IOException if it cannot be used or written; the message says why, and nothing has
   *     changed then
   */
  public List<String> install(String name, Content content) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException(
          name + ": found a name that no plugin can have, expected one such as coffee.jar");
    }
    Path checked = Files.createTempDirectory(unpacked, "new-driver-", OwnerOnly.FOLDER);
    Path copy = checked.resolve(name);
    try {
      try (OutputStream out = new Copy(Files.createFile(copy, OwnerOnly.FILE))) {
        content.copyTo(out);
      }
      List<String> models = models(copy);
      put(copy, name);
      return models;
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(checked);
    }
  }

  /** A file that says what could not be written, as on a full disk. */
  private static final class Copy extends FilterOutputStream {

    private final Path file;

    Copy(Path file) throws IOException {
      super(Files.newOutputStream(file));
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new IOException(
            file + ": cannot be written: " + FileFailure.reason(e) + "; nothing was installed", e);
      }
    }
  }

  private List<String> models(Path file) throws IOException {
    try (LoadedPlugin loaded =
        PluginLoading.load(file, one -> PluginCopy.make(one, unpacked), LOADING_TIMEOUT)) {
      return loaded.drivers().stream().map(LoadedDriver::model).toList();
    } catch (PluginRefusedException e) {
      throw new IOException(
          file.getFileName() + ": this plugin " + e.getMessage() + "; nothing was installed", e);
    }
  }

  private void put(Path file, String name) throws IOException {
    // A name with a dot in front is passed over by whoever looks into the folder.
    Path part = folder.resolve("." + name + ".part");
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(part, RIGHTS);
      OwnerOnly.giveToOwnerOf(folder, part);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw new IOException(
          folder + ": cannot be written: " + FileFailure.reason(e) + "; nothing was installed", e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Whether the folder has a plugin of that name. */
  public boolean has(String name) {
    return NAME.matcher(name).matches() && Files.isRegularFile(folder.resolve(name));
  }

  /**
   * Deletes a plugin that the folder has.
   *
   * @throws IOException if it cannot be deleted; the message says why
   */
  public void remove(String name) throws IOException {
    try {
      Files.delete(folder.resolve(name));
    } catch (FileSystemException e) {
      throw new IOException(
          folder.resolve(name) + ": cannot be deleted: " + FileFailure.reason(e), e);
    }
  }
}
