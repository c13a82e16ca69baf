package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.ThreadEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears on a connection of its own when somebody has written changes, so that they are taken in at
 * once. Without it they are taken in with the next batch, or the next proof that the bank is held;
 * so nothing depends on it but how soon that is.
 */
final class ChangeListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);

  /** So long without a notification, and it is tried whether the connection is still there. */
  private static final int TRIED_EVERY_MILLIS = 2_000;

  private static final long RECONNECT_NANOS = 500_000_000;

  private final BankConnections connections;
  private final ChangeFeed feed;
  private final IntSupplier own;
  private final Runnable wake;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Optional<Connection> open = Optional.empty();

  /**
   * @param own the number of the server's process that writes for this appliance, which hears of
   *     its own writing too
   * @param wake called when there is something that the feed does not have; must not block
   */
  ChangeListener(BankConnections connections, ChangeFeed feed, IntSupplier own, Runnable wake) {
    this.connections = connections;
    this.feed = feed;
    this.own = own;
    this.wake = wake;
    this.thread = new Thread(this::run, "store-listen");
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        listen();
      } catch (SQLException | StoreException e) {
        LOG.debug("{}: listening again soon: {}", connections.address(), e.getMessage());
        LockSupport.parkNanos(RECONNECT_NANOS);
      }
    }
  }

  private void listen() throws SQLException {
    Connection connection = connections.open(BankConnections.Use.LISTENING);
    open = Optional.of(connection);
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute("LISTEN " + ChangeFeed.CHANNEL);
      wake.run();
      PGConnection server = connection.unwrap(PGConnection.class);
      while (!closed) {
        PGNotification[] heard = server.getNotifications(TRIED_EVERY_MILLIS);
        if (heard == null || heard.length == 0) {
          statement.execute("SELECT 1");
        } else if (Arrays.stream(heard).anyMatch(this::isNew)) {
          wake.run();
        }
      }
    } finally {
      open = Optional.empty();
      BankConnections.close(connection);
    }
  }

  /** Whether others have written what is not in memory. */
  private boolean isNew(PGNotification heard) {
    return heard.getPID() != own.getAsInt()
        && Long.parseLong(heard.getParameter()) > feed.position();
  }

  @Override
  public void close() {
    closed = true;
    open.ifPresent(ChangeListener::abort);
    LockSupport.unpark(thread);
    ThreadEnd.await(thread);
  }

  /** Whoever waits for a notification would wait on. */
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("ending a connection with the bank failed: {}", e.getMessage());
    }
  }
}
