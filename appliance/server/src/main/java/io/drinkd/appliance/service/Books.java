package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import io.drinkd.appliance.drop.LastEntries;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.LedgerExport;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The books as a whole: verified, exported, backed up, restored. */
public final class Books {

  private static final Logger LOG = LoggerFactory.getLogger(Books.class);

  /**
   * Books that were restored.
   *
   * @param findings what their verification found; they are sound
   * @param last how far they reach
   * @param doubted how many drops were open in them, and are in doubt now
   * @param replaced what was there before; empty if nothing was
   */
  public record Restored(
      Findings findings, LastEntries last, int doubted, Optional<Replaced> replaced) {}

  /**
   * Books in whose place others were put.
   *
   * @param aside the folder that holds them now
   * @param last how far they reach; empty if they cannot be read
   */
  public record Replaced(Path aside, Optional<LastEntries> last) {}

  private final Store store;
  private final AuditLog audit;

  Books(Store store, AuditLog audit) {
    this.store = store;
    this.audit = audit;
  }

  /** Checks all rules of the books, and names the rows that disagree. */
  public CompletableFuture<Findings> verify(Admin admin) {
    return answered(BooksVerifier.verify(store));
  }

  /** Writes all transfers as CSV. Blocks until the last one is written. */
  public void exportCsv(Admin admin, Appendable out) {
    LedgerExport.csv(store, out);
  }

  /** Writes all accounts and transfers for Beancount. Blocks until the last one is written. */
  public void exportBeancount(Admin admin, Appendable out) {
    LedgerExport.beancount(store, out);
  }

  /**
   * Copies the books as they are now, while others write, and verifies the copy. Blocks. Whether it
   * was made or not is noted in the audit, for {@link Health}.
   *
   * @param file absolute
   * @param replacing whether an older copy of that name is replaced; else there must be none
   * @return what the verification found; the copy is sound
   * @throws IOException if the file cannot be written; the message says why in one line
   * @throws RefusedException {@link Refusal#BOOKS_UNSOUND} if the copy is not sound; it is deleted
   */
  public Findings backup(Admin admin, Path file, boolean replacing) throws IOException {
    if (!(store instanceof SqliteStore books)) {
      throw new IOException(
          "the books are in a bank, which is copied by its own means, such as pg_dump; nothing was"
              + " written");
    }
    if (!replacing && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          file
              + ": exists already; replace it with --replace, or name another; nothing was written");
    }
    try {
      Findings findings = BooksCopy.make(books, file);
      note(admin, Act.BACKUP, file.toString());
      admin.did("backup", "file", file);
      return findings;
    } catch (IOException e) {
      note(admin, Act.FAILED_BACKUP, FileFailure.line(e));
      throw e;
    } catch (RefusedException | StoreException e) {
      note(admin, Act.FAILED_BACKUP, e.getMessage());
      throw e;
    }
  }

  /**
   * So that it is known how old the last one is. A copy is as good where that cannot be written, as
   * on a full disk; the store logs why.
   */
  private void note(Admin admin, Act act, String cameOfIt) {
    try {
      store.writeNow(
          tx -> {
            audit.record(tx, admin.actor(), act.of(), List.of(), List.of(Trait.TEXT.of(cameOfIt)));
            return null;
          });
    } catch (StoreException e) {
      LOG.debug("backup not noted in the audit", e);
    }
  }

  /**
   * Puts a copy in the place of books that nobody has open. Blocks.
   *
   * @param file absolute; it stays as it is
   * @param withoutChecksum whether a file is taken too that has no checksum, such as books that
   *     were replaced before
   * @param dataFolder the folder of the books, which this process must have to itself
   * @throws IOException if a file cannot be read or written; the message says why in one line
   * @throws RefusedException {@link Refusal#BOOKS_UNSOUND} if the copy is not sound, or has changed
   *     since it was made; then nothing was changed
   */
  public static Restored restore(
      Admin admin, Path file, boolean withoutChecksum, Path dataFolder, Clock clock)
      throws IOException {
    Restored restored = BooksCopy.restore(admin.actor(), file, withoutChecksum, dataFolder, clock);
    admin.did("restore", "file", file);
    return restored;
  }
}
