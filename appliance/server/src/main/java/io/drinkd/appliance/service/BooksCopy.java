package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import io.drinkd.appliance.drop.LastEntries;
import io.drinkd.appliance.drop.RestoredDrops;
import io.drinkd.appliance.event.EventNumbers;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Books.Replaced;
import io.drinkd.appliance.service.Books.Restored;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Work;
import io.drinkd.appliance.store.sqlite.CopyChecksum;
import io.drinkd.appliance.store.sqlite.CopyPlace;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.appliance.store.sqlite.StoreReplacement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Makes copies of the books, and puts copies in their place. A copy that is not sound is neither
 * kept nor restored, nor is one that has changed since it was made.
 */
final class BooksCopy {

  private BooksCopy() {}

  /**
   * Copies the books into a file, under another name until the copy is complete and verified.
   *
   * @param file absolute; if it exists, it is replaced in one step
   */
  static Findings make(SqliteStore store, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    CopyPlace.require(file, store.folder());
    CopyPlace.require(part, store.folder());
    try {
      // It holds password hashes, so it is its owner's alone from the first byte.
      Files.createFile(part, OwnerOnly.FILE);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          part + ": another backup is writing it, or was interrupted; delete it in that case");
    } catch (AccessDeniedException e) {
      throw failedByKeeper(
          file,
          "cannot be written",
          e,
          " writes it: name a file in a folder of that user's, such as /var/backups/drinkd");
    } catch (IOException e) {
      throw failed(file, "cannot be written", e);
    }
    try {
      store.copyTo(part);
      Findings findings = BooksVerifier.verify(SqliteStore.view(part)).join();
      requireSound(findings, part, "no copy was made; see: drinkd ledger verify");
      CopyChecksum.append(part);
      force(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      force(file.getParent());
      return findings;
    } catch (IOException e) {
      throw failed(file, "cannot be written", e);
    } finally {
      delete(part);
    }
  }

  /**
   * Puts a copy in the place of the books of a folder that this process has to itself.
   *
   * @param actor who does it
   * @param file absolute; it stays as it is
   * @param withoutChecksum whether a file that has no checksum is taken too
   */
  static Restored restore(
      String actor, Path file, boolean withoutChecksum, Path folder, Clock clock)
      throws IOException {
    requireReadable(file);
    try {
      Path staging = StoreReplacement.staging(folder);
      Path copy = staging.resolve(SqliteStore.FILE_NAME);
      try {
        copyChecked(file, withoutChecksum, copy);
        Findings findings = verified(file, copy);
        LastEntries last = read(copy, LastEntries::read).orElseThrow();
        Path replaced = folder.resolve(SqliteStore.FILE_NAME);
        long events = read(replaced, EventNumbers::reservedUpTo).orElse(0L);
        int doubted = begin(copy, actor, file, events, clock);
        force(copy);
        Optional<LastEntries> lastReplaced = read(replaced, LastEntries::read);
        return new Restored(
            findings,
            last,
            doubted,
            StoreReplacement.replace(folder, copy, clock.instant())
                .map(aside -> new Replaced(aside, lastReplaced)));
      } catch (RuntimeException e) {
        throw inWords(file, copy, e);
      } finally {
        StoreReplacement.delete(copy);
        delete(staging);
      }
    } catch (IOException e) {
      throw failed(file, "cannot be restored into " + folder, e);
    }
  }

  private static void requireReadable(Path file) throws IOException {
    try {
      FileChannel.open(file, StandardOpenOption.READ).close();
      if (!Files.isRegularFile(file)) {
        throw new IOException(file + ": is no file; nothing was changed");
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file; nothing was changed", e);
    } catch (AccessDeniedException e) {
      throw failedByKeeper(
          file,
          "cannot be read",
          e,
          " has to read it: install -o "
              + keeper()
              + " -m 600 "
              + file
              + " /var/backups/drinkd, and restore that");
    }
  }

  private static String keeper() {
    return System.getProperty("user.name");
  }

  /** Whoever asks, as root or over the socket, may read and write what this user may not. */
  private static IOException failedByKeeper(Path path, String what, IOException e, String todo) {
    String reason = FileFailure.reason(e) + "; the user " + keeper() + ", who keeps the books,";
    return new IOException(path + ": " + what + ": " + reason + todo, e);
  }

  private static void copyChecked(Path file, boolean withoutChecksum, Path copy)
      throws IOException {
    Files.createFile(copy, OwnerOnly.FILE);
    CopyChecksum.Verdict verdict = CopyChecksum.copy(file, copy);
    if (verdict == CopyChecksum.Verdict.DIFFERS) {
      throw new RefusedException(
          Refusal.BOOKS_UNSOUND,
          file
              + ": found other content than its checksum is of, expected the copy as backup made"
              + " it: it was changed or damaged since; nothing was changed. Restore another copy.");
    }
    if (verdict == CopyChecksum.Verdict.MISSING) {
      if (!withoutChecksum) {
        throw new RefusedException(
            Refusal.BOOKS_UNSOUND,
            file
                + ": found no checksum at its end, expected a copy made with backup; nothing was"
                + " changed. A changed word in it would not be noticed; to restore it all the"
                + " same, for these are books that a restore has replaced, add"
                + " --without-checksum.");
      }
      Files.delete(copy);
      StoreReplacement.copy(file, copy);
    }
  }

  /** Empty if the file is missing, or cannot be read as books of this version. */
  private static <T> Optional<T> read(Path file, Work<T> work) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return SqliteStore.view(file)
        .readAlone(work)
        .handle((found, failure) -> Optional.ofNullable(found))
        .join();
  }

  /** Opened as the appliance would open it, so that an older version's is brought up to date. */
  private static Findings verified(Path file, Path copy) {
    if (!SqliteStore.holdsBooks(copy)) {
      throw new RefusedException(
          Refusal.BOOKS_UNSOUND, file + ": holds no books of drinkd; nothing was changed");
    }
    try (SqliteStore store = SqliteStore.open(copy.getParent())) {
      Findings findings = BooksVerifier.verify(store).join();
      requireSound(findings, file, "nothing was changed");
      return findings;
    }
  }

  /**
   * @param events the numbers of events up to here may have been given out by the replaced books
   * @return how many drops are in doubt by it
   */
  private static int begin(Path copy, String actor, Path file, long events, Clock clock) {
    try (SqliteStore store = SqliteStore.open(copy.getParent())) {
      return begin(store, actor, file, events, clock);
    }
  }

  /** The same in books that nobody uses yet, wherever they are and whatever they came from. */
  static int begin(Store store, String actor, Object source, long events, Clock clock) {
    AuditLog audit = new AuditLog(store, clock);
    return store.writeNow(
        tx -> {
          audit.record(tx, actor, Act.RESTORE.of(), List.of(), List.of(Trait.TEXT.of(source)));
          EventNumbers.passOver(tx, events, clock);
          return RestoredDrops.doubt(tx, clock);
        });
  }

  /** The store names the temporary copy, of which the operator knows nothing. */
  private static RuntimeException inWords(Path file, Path copy, RuntimeException failure) {
    if (!(StageFailure.cause(failure) instanceof StoreException store)) {
      return failure;
    }
    String reason =
        store
            .getMessage()
            .replace(copy.toString(), file.toString())
            .replace(copy.getParent().toString(), file.toString());
    return Faults.refusal(
        new StoreException(
            store.kind(),
            file + ": cannot be restored: " + reason + "; nothing was changed",
            store));
  }

  private static void requireSound(Findings findings, Path file, String consequence) {
    if (!findings.sound()) {
      throw new RefusedException(
          Refusal.BOOKS_UNSOUND,
          String.join("\n", findings.disagreements())
              + "\n"
              + file
              + ": NOT SOUND: "
              + consequence);
    }
  }

  /** The content of the file, or the list of files in the folder, is on disk on return. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw failed(path, "cannot be deleted", e);
    }
  }

  private static IOException failed(Path path, String what, IOException e) {
    return new IOException(path + ": " + what + ": " + FileFailure.reason(e), e);
  }
}
