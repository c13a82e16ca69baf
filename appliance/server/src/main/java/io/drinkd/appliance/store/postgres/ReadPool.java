package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some threads that read what is committed, each on a connection of its own, so that long lists
 * never delay a write. A connection that was lost while it was idle is replaced, and what it was to
 * read is read again.
 */
final class ReadPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadPool.class);
  private static final int THREADS = 4;
  private static final int WAITING_MAX = 4_096;

  /** A connection that cannot write, with its statements. */
  private record Reader(Connection connection, JdbcTransaction transaction) {}

  private final BankConnections connections;
  private final Supplier<Optional<StoreException>> away;
  private final ThreadPoolExecutor executor;

  /** What was asked for and is not done, what follows it included. */
  private final AtomicInteger pending = new AtomicInteger();

  /** Those on which somebody reads now. */
  private final Set<Connection> busy = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private final Deque<Reader> idle = new ArrayDeque<>();

  /**
   * @param away why the bank cannot be used now; empty if it can
   */
  ReadPool(BankConnections connections, Supplier<Optional<StoreException>> away) {
    this.connections = connections;
    this.away = away;
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> new Thread(task, "store-read"));
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    pending.incrementAndGet();
    try {
      executor.execute(() -> run(work, future));
    } catch (RejectedExecutionException e) {
      pending.decrementAndGet();
      future.completeExceptionally(
          new StoreException(
              Kind.UNAVAILABLE,
              "the bank "
                  + connections.address()
                  + (executor.isShutdown()
                      ? ": the store is closed"
                      : ": more than " + WAITING_MAX + " reads are waiting; try again later")));
    }
    return future;
  }

  /** Whether nothing that was asked for is still to be read. */
  boolean isIdle() {
    return pending.get() == 0;
  }

  private <T> void run(Work<T> work, CompletableFuture<T> future) {
    try {
      complete(work, future);
    } finally {
      pending.decrementAndGet();
    }
  }

  private <T> void complete(Work<T> work, CompletableFuture<T> future) {
    T result;
    try {
      Optional<StoreException> why = away.get();
      if (why.isPresent()) {
        throw why.get();
      }
      result = read(work);
    } catch (SQLException e) {
      future.completeExceptionally(failure(e));
      return;
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
      return;
    }
    future.complete(result);
  }

  /**
   * A connection that was ended here, as the bank is away, was not lost for a reason of its own.
   */
  private StoreException failure(SQLException cause) {
    return away.get()
        .filter(why -> BankFailure.isAway(cause))
        .orElseGet(() -> BankFailure.of("reading", connections.address(), cause));
  }

  private <T> T read(Work<T> work) throws SQLException {
    Optional<Reader> known = idleOne();
    if (known.isPresent()) {
      try {
        return read(known.get(), work);
      } catch (SQLException e) {
        if (!BankFailure.isAway(e) || away.get().isPresent()) {
          throw e;
        }
      }
    }
    return read(open(), work);
  }

  private synchronized Optional<Reader> idleOne() {
    return Optional.ofNullable(idle.poll());
  }

  private Reader open() throws SQLException {
    Connection connection = connections.open(BankConnections.Use.READING);
    return new Reader(connection, new JdbcTransaction(connection));
  }

  private <T> T read(Reader reader, Work<T> work) throws SQLException {
    boolean sound = false;
    busy.add(reader.connection);
    try {
      T result = inSnapshot(reader.connection, reader.transaction, work);
      sound = true;
      return result;
    } finally {
      busy.remove(reader.connection);
      if (sound) {
        putBack(reader);
      } else {
        BankConnections.close(reader.connection);
      }
    }
  }

  private synchronized void putBack(Reader reader) {
    if (executor.isTerminated()) {
      BankConnections.close(reader.connection);
    } else {
      idle.push(reader);
    }
  }

  /** What is read now fails: the server answers nothing any more. */
  void abort() {
    for (Connection connection : busy) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("ending a connection with the bank failed: {}", e.getMessage());
      }
    }
  }

  /** One snapshot of what is committed, however many statements the work reads with. */
  static <T> T inSnapshot(Connection connection, JdbcTransaction transaction, Work<T> work)
      throws SQLException {
    T result;
    try {
      result = work.run(transaction);
    } catch (SQLException | RuntimeException | Error e) {
      try {
        connection.rollback();
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    }
    connection.rollback();
    return result;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        // What to do: nothing; report it as a fault if it happens at each stop.
        LOG.warn("{}: a read still runs after 10 s; closing without it", connections.address());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Optional<Reader> one = idleOne();
    while (one.isPresent()) {
      BankConnections.close(one.get().connection);
      one = idleOne();
    }
  }
}
