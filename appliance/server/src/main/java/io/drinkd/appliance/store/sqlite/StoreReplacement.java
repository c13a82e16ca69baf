package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the file of a store that nobody has open. A store is up to three files that belong
 * together; a mark stands beside them while they are being replaced, and nobody opens them then: a
 * missing file would be created empty, and the log of another file would damage it. The mark says
 * what is put where, so that whoever opens the store after a crash completes the replacement first.
 */
public final class StoreReplacement {

  /** The file, its log, and the log's index. */
  private static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

  private static final Logger LOG = LoggerFactory.getLogger(StoreReplacement.class);

  private static final String MARK = "replacing";
  private static final String STAGING = "restoring-";

  private static final DateTimeFormatter DATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private StoreReplacement() {}

  /** Copies a store's file, with its log if there is one. */
  public static void copy(Path from, Path to) throws IOException {
    copyFile(from, to);
    Path log = beside(from, "-wal");
    if (Files.exists(log)) {
      copyFile(log, beside(to, "-wal"));
    }
  }

  /** Whatever rights others have to the original, they have none to the copy. */
  private static void copyFile(Path from, Path to) throws IOException {
    Files.createFile(to, OwnerOnly.FILE);
    try (OutputStream out = Files.newOutputStream(to)) {
      Files.copy(from, out);
    }
  }

  /** Deletes a store's files, as many as there are. */
  public static void delete(Path file) throws IOException {
    for (String suffix : SUFFIXES) {
      Files.deleteIfExists(beside(file, suffix));
    }
  }

  /**
   * Replaces a store's file. The previous files are moved aside, sound or not, with their owners
   * and modes; whoever owns them owns the new one too.
   *
   * @param folder the store's folder, which this process has to itself
   * @param file a sound store without a log, in the same file system, and on disk
   * @param now goes into the name of the folder aside
   * @return the folder aside; empty if there was no store
   */
  public static Optional<Path> replace(Path folder, Path file, Instant now) throws IOException {
    Path store = folder.resolve(SqliteStore.FILE_NAME);
    OwnerOnly.giveToOwnerOf(Files.exists(store) ? store : folder, file);
    Path aside = folder.resolve("replaced-" + DATED.format(now));
    boolean present = Files.exists(store);
    mark(folder, List.of(folder.relativize(file).toString(), aside.getFileName().toString()));
    CrashPoint.reach("restore-marked");
    complete(folder, file, aside);
    return present ? Optional.of(aside) : Optional.empty();
  }

  /** From now on whoever opens the store completes the replacement. */
  private static void mark(Path folder, List<String> lines) throws IOException {
    Path part = folder.resolve(MARK + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, OwnerOnly.FILE);
    Files.write(part, lines);
    force(part);
    Files.move(part, folder.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
    force(folder);
  }

  /** Does what is left to do, wherever it was interrupted. */
  private static void complete(Path folder, Path file, Path aside) throws IOException {
    Path store = folder.resolve(SqliteStore.FILE_NAME);
    if (Files.exists(file)) {
      if (Files.exists(store) && !Files.exists(aside)) {
        Files.createDirectory(aside, OwnerOnly.FOLDER);
        OwnerOnly.giveToOwnerOf(folder, aside);
      }
      for (String suffix : SUFFIXES) {
        Path old = beside(store, suffix);
        if (Files.exists(old) && Files.exists(aside)) {
          Files.move(old, beside(aside.resolve(SqliteStore.FILE_NAME), suffix));
        } else {
          Files.deleteIfExists(old);
        }
      }
      CrashPoint.reach("restore-aside");
      Files.move(file, store, StandardCopyOption.ATOMIC_MOVE);
      force(folder);
    }
    CrashPoint.reach("restore-moved");
    Files.delete(folder.resolve(MARK));
    force(folder);
  }

  /**
   * Completes a replacement that was interrupted, and deletes what was prepared for one that had
   * not begun.
   *
   * @param folder the store's folder, which this process has to itself
   * @throws StoreException if it was interrupted, and cannot be completed
   */
  static void resume(Path folder) throws IOException {
    Path mark = folder.resolve(MARK);
    if (Files.exists(mark)) {
      List<String> lines = Files.readAllLines(mark);
      if (lines.size() != 2) {
        throw interrupted(folder);
      }
      Path file = folder.resolve(lines.get(0));
      if (!Files.exists(file) && !Files.exists(folder.resolve(SqliteStore.FILE_NAME))) {
        throw interrupted(folder);
      }
      complete(folder, file, folder.resolve(lines.get(1)));
      // What to do: nothing; what was replaced is in the newest folder replaced-... there.
      LOG.warn("{}: a restore was interrupted, and is complete now", folder);
    }
    deleteUnused(folder);
  }

  private static void deleteUnused(Path folder) throws IOException {
    List<Path> unused;
    try (Stream<Path> entries = Files.list(folder)) {
      unused = entries.filter(StoreReplacement::isStaging).toList();
    }
    for (Path staging : unused) {
      delete(staging.resolve(SqliteStore.FILE_NAME));
      Files.deleteIfExists(staging);
    }
  }

  private static boolean isStaging(Path path) {
    return path.getFileName().toString().startsWith(STAGING)
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Creates a folder for a file that is to replace the store.
   *
   * @param folder the store's folder, which this process has to itself
   */
  public static Path staging(Path folder) throws IOException {
    try {
      resume(folder);
    } catch (StoreException e) {
      LOG.debug("{}: what another restore has left is replaced", folder, e);
    }
    return Files.createTempDirectory(folder, STAGING, OwnerOnly.FOLDER);
  }

  /** Whether a folder has a store, or a replacement of one was interrupted there. */
  static boolean isPresent(Path folder) throws IOException {
    Path store = folder.resolve(SqliteStore.FILE_NAME);
    return Files.exists(folder.resolve(MARK)) || Files.exists(store) && Files.size(store) > 0;
  }

  private static StoreException interrupted(Path folder) {
    return new StoreException(
        Kind.UNSOUND,
        folder
            + ": a restore was interrupted; the previous books are in the newest replaced-..."
            + " folder. Restore again: drinkd restore FILE");
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
