package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Replaces the file of a store that nobody has open. A store is up to three files that belong
 * together; a mark stands beside them while they are being replaced, and nobody opens them then: a
 * missing file would be created empty, and the log of another file would damage it.
 */
public final class StoreReplacement {

  /** The file, its log, and the log's index. */
  private static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

  private static final String MARK = "replacing";

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
    Path mark = folder.resolve(MARK);
    if (!Files.exists(mark)) {
      Files.createFile(mark, OwnerOnly.FILE);
    }
    force(folder);
    Optional<Path> aside = Optional.empty();
    OwnerOnly.giveToOwnerOf(Files.exists(store) ? store : folder, file);
    if (Files.exists(store)) {
      aside = Optional.of(folder.resolve("replaced-" + DATED.format(now)));
      Files.createDirectory(aside.get(), OwnerOnly.FOLDER);
      OwnerOnly.giveToOwnerOf(folder, aside.get());
    }
    for (String suffix : SUFFIXES) {
      Path old = beside(store, suffix);
      if (Files.exists(old) && aside.isPresent()) {
        Files.move(old, beside(aside.get().resolve(SqliteStore.FILE_NAME), suffix));
      } else {
        Files.deleteIfExists(old);
      }
    }
    Files.move(file, store, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
    Files.delete(mark);
    force(folder);
    return aside;
  }

  /** Whether a folder has a store, or a replacement of one was interrupted there. */
  static boolean isPresent(Path folder) throws IOException {
    Path store = folder.resolve(SqliteStore.FILE_NAME);
    return Files.exists(folder.resolve(MARK)) || Files.exists(store) && Files.size(store) > 0;
  }

  /** Refuses a folder in which a replacement was interrupted. */
  static void requireComplete(Path folder) {
    if (Files.exists(folder.resolve(MARK))) {
      throw new StoreException(
          Kind.UNSOUND,
          folder
              + ": a restore was interrupted; the previous books are in the newest replaced-..."
              + " folder. Restore again: drinkd restore FILE");
    }
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
