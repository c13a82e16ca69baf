package io.drinkd.appliance.control;

import io.drinkd.appliance.failure.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The data folder, locked for this process. The system releases the lock when the process ends,
 * however it ends.
 */
public final class DataFolder implements AutoCloseable {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Locks the folder for this process; creates it, for its owner only, if there is none.
   *
   * @throws DataFolderInUseException if another process has locked it
   * @throws UncheckedIOException if it cannot be created or written
   */
  public static DataFolder take(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, OWNER_ONLY);
      }
      Path file = path.resolve("lock");
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (lock(channel).isEmpty()) {
        String holder = holder(channel);
        channel.close();
        throw new DataFolderInUseException(
            path + ": in use by process " + holder + "; stop it, or wait until it ends");
      }
      channel.truncate(0);
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid));
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(
          path + ": the data folder cannot be used: " + FileFailure.reason(e), e);
    }
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

  /** Where a running appliance listens for commands. */
  static Path socket(Path dataFolder) {
    return dataFolder.resolve("control").resolve("socket");
  }

  /** Creates the control socket's folder if it is missing; lets only its owner enter it. */
  Path makeSocketFolder() throws IOException {
    Path folder = socket(path).getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, OWNER_ONLY);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return folder;
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": the lock cannot be released", e);
    }
  }
}
