package io.drinkd.appliance.process;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

  /** Reads the row at which the result set stands. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The rows of a query. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
    String url = "jdbc:sqlite:" + copy.resolve(SqliteStore.FILE_NAME);
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
    HouseFolder.remove(copy);
  }
}
