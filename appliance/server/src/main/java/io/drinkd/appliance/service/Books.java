package io.drinkd.appliance.service;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import io.drinkd.appliance.ledger.LedgerExport;
import io.drinkd.appliance.store.Store;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The books as a whole: verified, exported, copied. */
public final class Books {

  private final Store store;

  Books(Store store) {
    this.store = store;
  }

  /** Checks all rules of the books, and names the rows that disagree. */
  public CompletableFuture<Findings> verify(Admin admin) {
    return BooksVerifier.verify(store);
  }

  /** Writes all transfers as CSV; completes when the last one is written. */
  public CompletableFuture<Void> exportCsv(Admin admin, Appendable out) {
    return LedgerExport.csv(store, out);
  }

  /** Writes all accounts and transfers for Beancount; completes when the last one is written. */
  public CompletableFuture<Void> exportBeancount(Admin admin, Appendable out) {
    return LedgerExport.beancount(store, out);
  }

  /**
   * Copies the books as they are now, while others write. Blocks.
   *
   * @param copy an empty file
   */
  public void copyTo(Admin admin, Path copy) {
    store.copyTo(copy);
  }
}
