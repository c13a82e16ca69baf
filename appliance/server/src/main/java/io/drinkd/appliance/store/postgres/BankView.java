package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bank that is read on connections of their own, whoever has it. */
record BankView(BankConnections connections) implements StoreView {

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
      Connection connection = connections.open(BankConnections.Use.LONG);
      try {
        future.complete(
            ReadPool.inSnapshot(
                connection,
                new JdbcTransaction(connection),
                tx -> {
                  BankTables.requireCurrent(tx, connections.address());
                  return work.run(tx);
                }));
      } finally {
        BankConnections.close(connection);
      }
    } catch (SQLException e) {
      future.completeExceptionally(BankFailure.of("reading", connections.address(), e));
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
    }
  }

  /** None is found here: the server checks its pages itself, as it was set up to. */
  @Override
  public CompletableFuture<List<String>> damage() {
    return CompletableFuture.completedFuture(List.of());
  }
}
