package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.SqlFailure;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Work;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Books in one file.
 *
 * <p>One thread writes. It takes all waiting work, does each piece in a savepoint of its own, so
 * that a failure affects no other piece, and commits them together: one sync serves many, on
 * another thread, while the next ones are executed. A future completes after the commit is on disk,
 * never before.
 *
 * <p>Another thread reads, on a connection that cannot write; it sees what is committed.
 */
public final class SqliteStore implements Store {

  /** The name of the file in the data folder. */
  public static final String FILE_NAME = "drinkd.db";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

  /** Where the driver looks for its native library first. */
  private static final String LIBRARY_FOLDER = "org.sqlite.lib.path";

  private final Path file;
  private final StoreView view;
  private final WriteThread writer;
  private final ReadThread reader;
  private final Optional<DamageSearch> search;

  private SqliteStore(
      Path file, WriteThread writer, ReadThread reader, Optional<DamageSearch> search) {
    this.file = file;
    this.view = view(file);
    this.writer = writer;
    this.reader = reader;
    this.search = search;
  }

  /**
   * Opens the store of a data folder, creates it if there is none, and brings its tables up to
   * date. A large file is checked for damage from now on; if any is found, no more writes are
   * accepted, and reads continue as far as possible.
   *
   * @param folder the data folder; created, for its owner only, if it does not exist
   * @throws StoreException if the folder cannot be used, or the file in it is damaged or was
   *     written by a newer version
   */
  public static SqliteStore open(Path folder) {
    return openTimed(folder, nanos -> {});
  }

  /**
   * The same, and says how long commits take.
   *
   * @param commits gets how many nanoseconds each one took until it was on disk; called on a thread
   *     of the store, must not block
   */
  public static SqliteStore openTimed(Path folder, LongConsumer commits) {
    return open(folder, LogSync::new, DamageSearch.AT_START_MAX_BYTES, commits);
  }

  /** The same, with another way to sync the log. */
  static SqliteStore open(Path folder, Function<Path, LogSync> log) {
    return open(folder, log, DamageSearch.AT_START_MAX_BYTES);
  }

  /** The same, where a file up to another size is checked before it is used. */
  static SqliteStore open(Path folder, Function<Path, LogSync> log, long searchedBytes) {
    return open(folder, log, searchedBytes, nanos -> {});
  }

  private static SqliteStore open(
      Path folder, Function<Path, LogSync> log, long searchedBytes, LongConsumer commits) {
    StoreFile.Prepared prepared = StoreFile.prepare(folder, searchedBytes);
    Path file = prepared.file();
    WriteThread writer = new WriteThread(file, log.apply(file), commits);
    try {
      ReadThread reader = new ReadThread(file);
      try {
        Optional<DamageSearch> search =
            prepared.searched()
                ? Optional.empty()
                : Optional.of(DamageSearch.begin(file, writer::refuse));
        return new SqliteStore(file, writer, reader, search);
      } catch (StoreException e) {
        reader.close();
        throw e;
      }
    } catch (StoreException e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<T> write(Work<T> work) {
    return writer.submit(work);
  }

  @Override
  public CompletableFuture<Void> check() {
    return write(
        tx -> {
          // SQLite writes its first page for it, whatever the number was before.
          tx.update(Tables.SET_VERSION);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> progress() {
    return writer.progress();
  }

  @Override
  public <T> CompletableFuture<T> read(Work<T> work) {
    return reader.submit(work).thenCompose(read -> writer.durable().thenApply(durable -> read));
  }

  @Override
  public <T> CompletableFuture<T> readAlone(Work<T> work) {
    return view.readAlone(work);
  }

  @Override
  public CompletableFuture<List<String>> damage() {
    return view.damage();
  }

  /**
   * From now on SQLite puts into that folder what it needs beside the books: its native library,
   * and what does not fit into memory when much is sorted. To be called before books are opened;
   * otherwise the system's folder for temporary files is used.
   *
   * @param folder exists; files in it can be executed
   * @throws StoreException if the native library cannot be loaded from there
   */
  public static void unpackInto(Path folder) {
    System.setProperty("org.sqlite.tmpdir", folder.toString());
    unpackLibrary(folder);
    String directory = folder.toString().replace("'", "''");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA temp_store_directory = '" + directory + "'");
    } catch (SQLException | LinkageError e) {
      throw new StoreException(
          Kind.UNUSABLE,
          folder
              + ": SQLite's native library cannot be unpacked there, or not be loaded: "
              + e.getMessage()
              + ". Free space on the disk, or put data: where files can be executed.",
          e);
    }
  }

  /**
   * The driver would do it too, and then compare both files byte by byte, which takes a tenth of a
   * start. It still does where this fails, and says why it cannot.
   */
  private static void unpackLibrary(Path folder) {
    String name = LibraryLoaderUtil.getNativeLibName();
    String packed = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    if (System.getProperty(LIBRARY_FOLDER) != null) {
      return;
    }
    try (InputStream library = SQLiteConnection.class.getResourceAsStream(packed)) {
      if (library != null) {
        Files.copy(library, folder.resolve(name));
        System.setProperty(LIBRARY_FOLDER, folder.toString());
      }
    } catch (IOException e) {
      LOG.debug("SQLite's native library was not unpacked into {}", folder, e);
    }
  }

  /**
   * Whether a data folder has books, of whatever version and whether or not they are sound. Opening
   * a folder without any begins some.
   */
  public static boolean isPresent(Path folder) {
    try {
      return StoreReplacement.isPresent(folder);
    } catch (IOException e) {
      throw new StoreException(
          Kind.UNUSABLE, folder + ": cannot be read: " + FileFailure.reason(e), e);
    }
  }

  /** A file with books, such as a copy; it is opened for each reading. */
  public static StoreView view(Path file) {
    return new FileView(file);
  }

  /** The data folder. */
  public Path folder() {
    return file.getParent();
  }

  /**
   * Copies what is committed into a file, while writes continue. Blocks until it is written.
   *
   * @param copy does not exist, or is empty
   */
  public void copyTo(Path copy) {
    try {
      StoreFile.copy(file, copy);
    } catch (SQLException e) {
      throw failed("copying " + file + " to", copy, e);
    }
  }

  /**
   * Whether a file holds books, of this version or another; not whether they are sound.
   *
   * @throws StoreException if it is not a store
   */
  public static boolean holdsBooks(Path file) {
    try {
      return StoreFile.holdsBooks(file);
    } catch (SQLException e) {
      throw failed("reading", file, e);
    }
  }

  @Override
  public void close() {
    search.ifPresent(DamageSearch::close);
    reader.close();
    writer.close();
  }

  /** A failure of SQLite as an exception of the store. */
  static StoreException failed(String doing, Path file, SQLException cause) {
    return new StoreException(
        saysUnsound(cause) ? Kind.UNSOUND : Kind.UNAVAILABLE,
        doing + " " + file + " failed: " + SqlFailure.reason(cause),
        cause);
  }

  /** Whether SQLite reports the file itself as damaged, rather than the request or the disk. */
  static boolean saysUnsound(SQLException cause) {
    return SqlFailure.isOfDamage(cause);
  }
}
