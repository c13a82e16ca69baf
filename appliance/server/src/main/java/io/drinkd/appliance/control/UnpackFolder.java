package io.drinkd.appliance.control;

import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this process for what has to be unpacked before it can be used: native libraries,
 * copies of drivers. It is below the data folder, because the system's folder for temporary files
 * may be missing, full, or one from which nothing can be executed.
 *
 * <p>It is deleted when it is closed. A killed process leaves its own behind, which the next
 * process deletes; each is locked as long as its process lives, so that nothing is deleted that is
 * in use.
 */
public final class UnpackFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UnpackFolder.class);

  /** What they are in, in the data folder. */
  static final String PARENT = "unpacked";

  private static final String LOCK = "lock";

  /**
   * Closing any channel to a locked file would release the lock, so those of this process are
   * known.
   */
  private static final Set<Path> OF_THIS_PROCESS = new HashSet<>();

  private final Path path;
  private final FileChannel lock;

  private UnpackFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates one, and deletes those of processes that have ended.
   *
   * @param dataFolder exists; its owner gets what is created, even if root creates it
   */
  public static UnpackFolder open(Path dataFolder) throws IOException {
    synchronized (OF_THIS_PROCESS) {
      Path parent = dataFolder.resolve(PARENT);
      if (!Files.isDirectory(parent)) {
        Files.createDirectory(parent, OwnerOnly.FOLDER);
        OwnerOnly.giveToOwnerOf(dataFolder, parent);
      }
      // Held while one is created or deleted, so that none is deleted before it is locked.
      try (FileChannel gate = openLock(parent, dataFolder)) {
        gate.lock();
        deleteUnused(parent);
        Path path = Files.createTempDirectory(parent, "", OwnerOnly.FOLDER);
        OwnerOnly.giveToOwnerOf(dataFolder, path);
        FileChannel lock = openLock(path, dataFolder);
        lock.lock();
        OF_THIS_PROCESS.add(path);
        return new UnpackFolder(path, lock);
      }
    }
  }

  private static FileChannel openLock(Path folder, Path owned) throws IOException {
    Path file = folder.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.FILE);
    OwnerOnly.giveToOwnerOf(owned, file);
    return channel;
  }

  private static void deleteUnused(Path parent) throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(parent)) {
      folders = entries.filter(Files::isDirectory).toList();
    }
    for (Path folder : folders) {
      if (!OF_THIS_PROCESS.contains(folder) && !inUse(folder)) {
        delete(folder);
      }
    }
  }

  private static boolean inUse(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // What to do: nothing, the next start deletes it; if it does not, delete it by hand.
      LOG.warn("{}: unpacked files not deleted: {}", folder, FileFailure.reason(e));
    }
  }

  public Path path() {
    return path;
  }

  /** Deletes it. What is loaded from it stays loaded. */
  @Override
  public void close() throws IOException {
    synchronized (OF_THIS_PROCESS) {
      delete(path);
      OF_THIS_PROCESS.remove(path);
      lock.close();
    }
  }
}
