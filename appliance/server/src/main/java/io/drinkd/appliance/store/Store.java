package io.drinkd.appliance.store;

import io.drinkd.appliance.store.StoreException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The one file with the books, and the only access to it.
 *
 * <p>One thread writes. It takes all waiting work, does each piece in a savepoint of its own, so
 * that a failure affects no other piece, and commits them together: one sync serves many, on
 * another thread, while the next ones are executed. A future completes after the commit is on disk,
 * never before.
 *
 * <p>Another thread reads, on a connection that cannot write; it sees what is committed.
 */
public final class Store implements AutoCloseable {

  /** A piece of work in a transaction. If it throws, everything that it did is rolled back. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Transaction transaction) throws SQLException;
  }

  /** The name of the file in the data folder. */
  public static final String FILE_NAME = "drinkd.db";

  private final Path file;
  private final WriteThread writer;
  private final ReadThread reader;
  private final Optional<DamageSearch> search;

  private Store(Path file, WriteThread writer, ReadThread reader, Optional<DamageSearch> search) {
    this.file = file;
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
  public static Store open(Path folder) {
    return open(folder, LogSync::new);
  }

  /** The same, with another way to sync the log. */
  static Store open(Path folder, Function<Path, LogSync> log) {
    return open(folder, log, DamageSearch.AT_START_MAX_BYTES);
  }

  /** The same, where a file up to another size is checked before it is used. */
  static Store open(Path folder, Function<Path, LogSync> log, long searchedBytes) {
    StoreFile.Prepared prepared = StoreFile.prepare(folder, searchedBytes);
    Path file = prepared.file();
    WriteThread writer = new WriteThread(file, log.apply(file));
    try {
      ReadThread reader = new ReadThread(file);
      try {
        Optional<DamageSearch> search =
            prepared.searched()
                ? Optional.empty()
                : Optional.of(DamageSearch.begin(file, writer::refuse));
        return new Store(file, writer, reader, search);
      } catch (StoreException e) {
        reader.close();
        throw e;
      }
    } catch (StoreException e) {
      writer.close();
      throw e;
    }
  }

  /**
   * Does a piece of work that may write. The future completes after the commit is on disk and after
   * the callbacks of {@link Transaction#afterCommit}, on a thread of the store, which its
   * dependents must not block. It fails with what the work threw, or with a {@link StoreException}
   * if nothing could be written.
   */
  public <T> CompletableFuture<T> write(Work<T> work) {
    return writer.submit(work);
  }

  /**
   * Does a piece of work that only reads, on what is committed. The future completes on a thread of
   * the store, when what was read is on disk; it fails with what the work threw.
   */
  public <T> CompletableFuture<T> read(Work<T> work) {
    return reader.submit(work).thenCompose(read -> writer.durable().thenApply(durable -> read));
  }

  /** Like {@link #write}, and blocks: while the appliance starts, and in operator's commands. */
  public <T> T writeNow(Work<T> work) {
    return await(write(work));
  }

  /** Like {@link #read}, and blocks: while the appliance starts, and in operator's commands. */
  public <T> T readNow(Work<T> work) {
    return await(read(work));
  }

  /**
   * Does a long piece of reading, such as an export, on a thread and a connection of its own, so
   * that no other read waits for it. What is written meanwhile is not seen.
   */
  public <T> CompletableFuture<T> readAlone(Work<T> work) {
    return readAlone(file, work);
  }

  /** The same on a copy of the books, which nobody writes to. */
  public static <T> CompletableFuture<T> readAlone(Path file, Work<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(StoreFile.reading(file, work));
              } catch (SQLException e) {
                future.completeExceptionally(failed("reading", file, e));
              } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            },
            "store-read-alone");
    thread.setDaemon(true);
    thread.start();
    return future;
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

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The file, for messages and copies. */
  public Path file() {
    return file;
  }

  /** Completes the waiting work, then closes; later work fails. */
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
        doing + " " + file + " failed: " + cause.getMessage(),
        cause);
  }

  /** Whether SQLite reports the file itself as damaged, rather than the request or the disk. */
  static boolean saysUnsound(SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("SQLITE_CORRUPT") || message.contains("SQLITE_NOTADB");
  }
}
