package io.drinkd.appliance.service;

import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books with members in the data folder, beside a bank without any: whoever has changed {@code
 * store:} may have forgotten to import them.
 */
final class BooksToImport {

  private static final Logger LOG = LoggerFactory.getLogger(BooksToImport.class);

  private static final String PART = "books of the data folder";

  private final Path file;
  private final long members;
  private final BooleanSupplier needed;

  private BooksToImport(Path file, long members, BooleanSupplier needed) {
    this.file = file;
    this.members = members;
    this.needed = needed;
  }

  /**
   * Looks for some. Blocks.
   *
   * @param data the data folder, which this process has to itself
   */
  static Optional<BooksToImport> find(Foundation foundation, Path data) {
    Store store = foundation.store();
    BooleanSupplier empty = () -> foundation.members().all().isEmpty();
    if (store instanceof SqliteStore || !empty.getAsBoolean() || !SqliteStore.isPresent(data)) {
      return Optional.empty();
    }
    Path file = data.resolve(SqliteStore.FILE_NAME);
    try {
      long members = store.readNow(BooksToImport::members) == 0 ? members(file) : 0;
      return Optional.of(new BooksToImport(file, members, empty)).filter(one -> one.members > 0);
    } catch (RuntimeException e) {
      if (!(StageFailure.cause(e) instanceof StoreException)) {
        throw e;
      }
      LOG.debug("{}: not read", file, e);
      return Optional.empty();
    }
  }

  private static long members(Path file) {
    StoreView books = SqliteStore.view(file);
    return books.readAlone(BooksToImport::members).join();
  }

  /** Closed ones too. */
  private static long members(Transaction tx) throws SQLException {
    return tx.first("SELECT count(*) FROM member", row -> row.getLong(1)).orElseThrow();
  }

  /** Logs that they are there. */
  void warn() {
    // What to do: stop drinkd, then: drinkd bank import; if the bank is to begin without them, move
    // the file away.
    LOG.warn("the bank has no member, and the books in {} have {}", file, members);
  }

  /** That they are there; nothing once the bank has members, or they have been moved away. */
  List<Finding> findings() {
    return needed.getAsBoolean() && Files.exists(file)
        ? List.of(Finding.wrong(PART, Condition.BOOKS_TO_IMPORT.of(file, members)))
        : List.of();
  }
}
