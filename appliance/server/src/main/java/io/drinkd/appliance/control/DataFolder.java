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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data folder, locked for this process. The system releases the lock when the process ends,
 * however it ends.
 */
public final class DataFolder implements AutoCloseable {

  private static final String LOCK = ControlPath.LOCK;

  /** What is behind the number of a process that has the folder for one command. */
  private static final String COMMAND = " command";

  /** How long a command of an operator is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long SAID_AFTER_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long AGAIN_NANOS = Duration.ofMillis(20).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

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
   * rights others have to it, or to what drinkd keeps there, are taken away. If a command of an
   * operator has it, this waits until that has ended, for {@link #PATIENCE} at most.
   *
   * @throws DataFolderInUseException if another process has locked it
   * @throws UncheckedIOException if it cannot be created or written
   */
  public static DataFolder take(Path path) {
    return take(path, "", PATIENCE);
  }

  /** The same for one command, which others wait for. */
  public static DataFolder takeForCommand(Path path) {
    return take(path, COMMAND, PATIENCE);
  }

  /**
   * @param use what is behind the number of this process
   * @param patience how long a command is waited for
   */
  static DataFolder take(Path path, String use, Duration patience) {
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
      if (!isLockedSoon(path, channel, patience)) {
        String holder = number(holder(channel));
        channel.close();
        throw new DataFolderInUseException(
            path + ": in use by process " + holder + "; stop it, or wait until it ends", holder);
      }
      try {
        return taken(path, channel, use);
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

  /** Whether it is locked now, at once or when the command has ended that has it. */
  private static boolean isLockedSoon(Path path, FileChannel channel, Duration patience)
      throws IOException {
    long start = System.nanoTime();
    boolean said = false;
    while (lock(channel).isEmpty()) {
      String holder = holder(channel);
      long waited = System.nanoTime() - start;
      // Whoever has just locked it has not written its number yet.
      boolean ends = holder.isEmpty() || holder.endsWith(COMMAND);
      if (!ends || waited > patience.toNanos() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      if (!said && waited > SAID_AFTER_NANOS) {
        said = true;
        LOG.info("waiting until process {} has done its command in {}", number(holder), path);
      }
      LockSupport.parkNanos(AGAIN_NANOS);
    }
    return true;
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

  private static DataFolder taken(Path path, FileChannel lockFile, String use) throws IOException {
    lockFile.truncate(0);
    String holder = ProcessHandle.current().pid() + use;
    lockFile.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
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

  private static String number(String holder) {
    return holder.replace(COMMAND, "");
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer holder = ByteBuffer.allocate(32);
    channel.read(holder, 0);
    return new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII);
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
