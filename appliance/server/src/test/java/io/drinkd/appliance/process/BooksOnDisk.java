package io.drinkd.appliance.process;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction.RowReader;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The books as they lie on disk while no appliance runs, seen on a copy: reading the files
 * themselves would already mend what a crash has left for the next start.
 */
public final class BooksOnDisk implements AutoCloseable {

  private final Path copy;
  private final Store store;

  private BooksOnDisk(Path copy) {
    this.copy = copy;
    this.store = SqliteStore.open(copy);
  }

  /** Copies and opens the books of a house. */
  public static BooksOnDisk of(HouseFolder house) throws IOException {
    Path copy = Files.createTempDirectory(house.file(""), "books-");
    for (String ending : List.of("", "-wal")) {
      Path file = house.data().resolve(SqliteStore.FILE_NAME + ending);
      if (Files.exists(file)) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return new BooksOnDisk(copy);
  }

  /** What does not agree in them; empty if they are right. */
  public List<String> disagreements() {
    return BooksVerifier.verify(store).join().disagreements();
  }

  /** The rows of a query. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
    return store.read(tx -> tx.list(sql, reader, values)).join();
  }

  @Override
  public void close() throws IOException {
    store.close();
    HouseFolder.remove(copy);
  }
}
