package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books in a PostgreSQL database. One process at a time has them; another one can take them as soon
 * as that has ended, or is cut off.
 *
 * <p>One thread writes, as {@link BatchWriter} says; some read, on connections that cannot write,
 * and see what is committed. While the server is away both fail at once, and resume by themselves.
 */
public final class PostgresStore implements Store, SharedBooks {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  private final Duration takeover;
  private final StoreView view;
  private final BatchWriter writer;
  private final ReadPool readers;
  private final ChangeListener listener;

  private PostgresStore(BankConnections connections, BatchWriter writer) {
    this.takeover = connections.address().takeover();
    this.view = new BankView(connections);
    this.writer = writer;
    this.readers = new ReadPool(connections, writer::away);
    this.listener = new ChangeListener(connections, writer.feed(), writer::wake);
  }

  /**
   * Takes a bank, whose tables must be those of this version. Blocks: after somebody who has not
   * left it some seconds longer, until orders of that process cannot be on their way any more.
   *
   * @param appliance the name that others read who find the bank taken
   * @param commits gets how many nanoseconds each commit took until it was on disk; called on a
   *     thread of the store, must not block
   * @throws StoreException if it cannot be reached, its server must not be used, its tables are
   *     others, or another process has it
   */
  public static PostgresStore open(BankAddress address, String appliance, LongConsumer commits) {
    BankConnections connections = new BankConnections(address, appliance);
    BatchWriter writer = new BatchWriter(connections, commits);
    PostgresStore store = new PostgresStore(connections, writer);
    writer.start();
    if (!writer.predecessorLeft()) {
      // What to do: nothing, unless the process before this one should have ended in good order.
      LOG.warn(
          "bank {} taken from a process that did not leave it; waiting {} ms",
          address,
          address.takeover().toMillis());
      await(address.takeover());
    }
    return store;
  }

  /**
   * A bank as it is read beside whoever has it; it is connected with for each reading.
   *
   * @param appliance the name by which the server lists the connections
   */
  public static StoreView view(BankAddress address, String appliance) {
    return new BankView(new BankConnections(address, appliance));
  }

  private static void await(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public <T> CompletableFuture<T> write(Work<T> work) {
    return writer.submit(work);
  }

  @Override
  public CompletableFuture<Void> check() {
    // Each batch notes its number, whatever else it does.
    return write(tx -> null);
  }

  @Override
  public CompletableFuture<Void> progress() {
    return writer.progress();
  }

  @Override
  public <T> CompletableFuture<T> read(Work<T> work) {
    return readers.submit(work);
  }

  @Override
  public Optional<SharedBooks> shared() {
    return Optional.of(this);
  }

  @Override
  public long position() {
    return writer.feed().position();
  }

  @Override
  public void follow(List<Followed<?>> followed) {
    writer.feed().follow(followed);
    // Before it is written, all that others have written is taken in.
    writeNow(tx -> null);
    listener.start();
  }

  /** Whether nothing that was asked for is still to be read, but at length. */
  boolean hasRead() {
    return readers.isIdle();
  }

  @Override
  public Optional<StoreException> away() {
    return writer.away();
  }

  @Override
  public CompletableFuture<Void> lost() {
    return writer.lost();
  }

  /**
   * Only if it is proven that less than half the time has passed after which another one orders.
   */
  @Override
  public boolean mayOrder() {
    return writer.provenAgoNanos() < takeover.toNanos() / 2;
  }

  @Override
  public <T> CompletableFuture<T> readAlone(Work<T> work) {
    return view.readAlone(work);
  }

  @Override
  public CompletableFuture<List<String>> damage() {
    return view.damage();
  }

  @Override
  public void close() {
    listener.close();
    readers.close();
    writer.close();
  }
}
