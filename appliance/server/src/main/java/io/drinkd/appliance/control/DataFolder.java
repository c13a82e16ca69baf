package io.drinkd.appliance.control;

import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.reading.Readings;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data folder, locked for this process. The system releases the lock when the process ends,
 * however it ends.
 */
public final class DataFolder implements AutoCloseable {

  private static final String LOCK = "lock";

  /** What the names of all that drinkd keeps there begin with. */
  private static final List<String> OURS =
      List.of(LOCK, "control", SqliteStore.FILE_NAME, Readings.FILE_NAME, "replac", "restoring-");

  private final Path path;
  private final FileChannel lockFile;
  private final UnpackFolder unpacked;

  private DataFolder(Path path, FileChannel lockFile, UnpackFolder unpacked) {
    this.path = path;
    this.lockFile = lockFile;
    this.unpacked = unpacked;
  }

  /**
   * Locks the folder for this process; creates it, for its owner only, if there is none. What
   * rights others have to it, or to what drinkd keeps there, are taken away.
   *
   * @throws DataFolderInUseException if another process has locked it
   * @throws UncheckedIOException if it cannot be created or written
   */
  public static DataFolder take(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, OwnerOnly.FOLDER);
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OwnerOnly.FILE);
      OwnerOnly.giveToOwnerOf(path, path.resolve(LOCK));
      if (lock(channel).isEmpty()) {
        String holder = holder(channel);
        channel.close();
        throw new DataFolderInUseException(
            path + ": in use by process " + holder + "; stop it, or wait until it ends", holder);
      }
      try {
        return taken(path, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(
          path + ": the data folder cannot be used: permission denied" + whoMay(path), e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          path + ": the data folder cannot be used: " + FileFailure.reason(e), e);
    }
  }

  private static String whoMay(Path path) {
    try {
      String owner = Files.getOwner(path).getName();
      return owner.equals(UnixUser.ofThisProcess())
          ? ""
          : "; run this as " + owner + ", or as root";
    } catch (IOException e) {
      return "";
    }
  }

  private static DataFolder taken(Path path, FileChannel lockFile) throws IOException {
    lockFile.truncate(0);
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    lockFile.write(ByteBuffer.wrap(pid));
    restrict(path);
    return new DataFolder(path, lockFile, UnpackFolder.open(path));
  }

  private static void restrict(Path path) throws IOException {
    List<Path> folders = new ArrayList<>(List.of(path.toRealPath()));
    // What is in it is unpacked by libraries with rights of their own, which nobody can use.
    Path unpacked = path.resolve(UnpackFolder.PARENT);
    if (Files.isDirectory(unpacked)) {
      folders.add(unpacked);
    }
    try (Stream<Path> entries = Files.list(path)) {
      OwnerOnly.restrict(folders, entries.filter(DataFolder::isOurs).toList());
    }
  }

  private static boolean isOurs(Path entry) {
    return OURS.stream().anyMatch(entry.getFileName().toString()::startsWith);
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      // This is how Java refuses a lock that the same process holds already.
      return Optional.empty();
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
  }

  public Path path() {
    return path;
  }

  /** Where this process unpacks what it needs. */
  public Path unpacked() {
    return unpacked.path();
  }

  /** Creates the control socket's folder if it is missing; only its owner may enter it. */
  Path makeSocketFolder() throws IOException {
    Path folder = ControlPath.in(path).getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, OwnerOnly.FOLDER);
      OwnerOnly.giveToOwnerOf(path, folder);
    }
    Files.setPosixFilePermissions(folder, OwnerOnly.FOLDER.value());
    return folder;
  }

  /** Deletes what was unpacked, and releases the lock. */
  @Override
  public void close() {
    try (lockFile) {
      unpacked.close();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": the lock cannot be released", e);
    }
  }
}
