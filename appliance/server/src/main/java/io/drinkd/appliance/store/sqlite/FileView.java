package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Work;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A file that is read on connections of their own. */
record FileView(Path file) implements StoreView {

  @Override
  public <T> CompletableFuture<T> readAlone(Work<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread = new Thread(() -> read(work, future), "store-read-alone");
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  private <T> void read(Work<T> work, CompletableFuture<T> future) {
    try {
      future.complete(StoreFile.reading(file, work));
    } catch (SQLException e) {
      future.completeExceptionally(SqliteStore.failed("reading", file, e));
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
    }
  }

  @Override
  public CompletableFuture<List<String>> damage() {
    return readAlone(tx -> tx.list("PRAGMA integrity_check", row -> row.getString(1)))
        .thenApply(found -> found.stream().filter(line -> !line.equals("ok")).toList());
  }
}
