package io.drinkd.appliance.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Syncs SQLite's write-ahead log to disk. Each commit appends to it, with chained checksums: after
 * a crash it is valid up to the first piece that did not reach the disk. As long as a connection to
 * the books is open SQLite keeps the file, so it is opened once.
 *
 * @see <a href="https://www.sqlite.org/walformat.html">the format of the log</a>
 */
class LogSync implements AutoCloseable {

  private final Path log;
  private Optional<FileChannel> channel = Optional.empty();

  /**
   * @param file the books
   */
  LogSync(Path file) {
    this.log = file.resolveSibling(file.getFileName() + "-wal");
  }

  /** Returns when everything written to it is on disk. */
  void toDisk() throws IOException {
    if (channel.isEmpty()) {
      channel = Optional.of(FileChannel.open(log, StandardOpenOption.READ));
    }
    channel.get().force(false);
  }

  /** The size of the log in bytes; 0 if there is none. */
  long size() {
    return log.toFile().length();
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }
}
