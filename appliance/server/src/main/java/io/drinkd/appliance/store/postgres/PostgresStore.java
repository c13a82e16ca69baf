package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * Books in a PostgreSQL database. Several appliances have them, each by its name; of the same name
 * there is one at a time, and another one can take its place as soon as it has ended, or is cut
 * off.
 *
 * <p>One thread writes, as {@link BatchWriter} says; some read, on connections that cannot write,
 * and see what is committed. While the server is away both fail at once, and resume by themselves.
 */
public final class PostgresStore implements Store, SharedBooks {

  private final StoreView view;
  private final BatchWriter writer;
  private final ReadPool readers;
  private final ChangeListener listener;
  private final Clock clock;

  private PostgresStore(BankConnections connections, BatchWriter writer) {
    this.view = new BankView(connections);
    this.writer = writer;
    this.clock = connections.clock();
    this.readers = new ReadPool(connections, writer::away);
    writer.state().whenSilent(readers::abort);
    this.listener =
        new ChangeListener(connections, writer.feed(), writer::pid, writer.queue()::wake);
  }

  /**
   * Takes a bank, whose tables must be those of this version, beside other appliances. Blocks.
   *
   * @param appliance the name of this one; no other one that has the bank has it
   * @param commits gets how many nanoseconds each commit took until it was on disk; called on a
   *     thread of the store, must not block
   * @throws StoreException if it cannot be reached, its server must not be used, its tables are
   *     others, or another process has it in that name, or alone
   */
  public static PostgresStore open(BankAddress address, String appliance, LongConsumer commits) {
    return open(address, appliance, BankSession.Sharing.SHARED, commits);
  }

  /**
   * The same for an operator's command in the name of an appliance that does not run: nothing that
   * is shown of when that one had the bank changes.
   */
  public static PostgresStore openForCommand(BankAddress address, String appliance) {
    return open(address, appliance, BankSession.Sharing.COMMAND, nanos -> {});
  }

  /**
   * The same for work on the books as a whole: no other process has them meanwhile. They may have
   * been put back from a dump.
   *
   * @throws StoreException as for {@link #open}, or if any appliance has the bank
   */
  public static PostgresStore openAlone(BankAddress address, String appliance) {
    return open(address, appliance, BankSession.Sharing.ALONE, nanos -> {});
  }

  private static PostgresStore open(
      BankAddress address, String appliance, BankSession.Sharing sharing, LongConsumer commits) {
    BankConnections connections = new BankConnections(address, appliance);
    BatchWriter writer = new BatchWriter(connections, sharing, commits);
    PostgresStore store = new PostgresStore(connections, writer);
    writer.start();
    return store;
  }

  /** From now on it is where it is now, and appliances may take it. Blocks. */
  public void settle() {
    writeNow(
        tx -> {
          BankPlace.write(tx);
          return null;
        });
  }

  /**
   * A bank as it is read beside whoever has it; it is connected with for each reading.
   *
   * @param appliance the name by which the server lists the connections
   */
  public static StoreView view(BankAddress address, String appliance) {
    return new BankView(new BankConnections(address, appliance));
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
  public Clock clock() {
    return clock;
  }

  @Override
  public Writable writable() {
    return writer.state().writable();
  }

  @Override
  public Optional<Duration> silence() {
    return writer.state().silence();
  }

  @Override
  public long position() {
    return writer.feed().position();
  }

  @Override
  public long replayedAfter() {
    return writer.feed().replayedAfter();
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

  @Override
  public Owners owners() {
    return writer.owners();
  }

  @Override
  public boolean isProven() {
    return writer.isProven();
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
