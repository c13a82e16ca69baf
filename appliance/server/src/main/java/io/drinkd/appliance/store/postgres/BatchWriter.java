package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.ThreadEnd;
import io.drinkd.appliance.store.Work;
import io.drinkd.appliance.store.jdbc.WriteTask;
import io.drinkd.appliance.store.postgres.ChangeFeed.LostChangesException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Each batch takes all waiting work, up to a bound, and commits it at
 * once. If the connection is lost, work is refused until there is another one; what was under way
 * is rolled back by the server, unless the connection was lost at the COMMIT: then the batch is
 * looked up by its number before anything is reported of it.
 */
final class BatchWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

  /** Nothing waits longer than a commit of so many takes. */
  private static final int BATCH_MAX = 512;

  /** So long without work, and the server is asked whether this process still has the bank. */
  private static final long PROOF_MILLIS = 500;

  private static final long RECONNECT_MILLIS = 500;

  /** How long a batch of unknown fate is looked up when the store is closed. */
  private static final long CLOSING_SECONDS = 20;

  private static final Batch NOTHING = new Batch(List.of());

  /** A batch at whose COMMIT the connection was lost. */
  private record Undecided(long number, Batch batch) {}

  private final BankConnections connections;
  private final BatchQueue queue;
  private final LongConsumer commits;
  private final BankSession.Epoch epoch;
  private final ChangeFeed feed;
  private final Thread thread;

  // Only for the thread.
  private Optional<BankSession> session;
  private BankSession.Backend backend;
  private long batch;
  private long committed;
  private Optional<Undecided> undecided = Optional.empty();
  private long awaySinceNanos;
  private String failing = "";

  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private volatile long provenNanos;

  /**
   * Takes the bank.
   *
   * @param commits gets how many nanoseconds each commit took
   * @throws StoreException if it cannot be used, or another process has it
   */
  BatchWriter(BankConnections connections, LongConsumer commits) {
    this.connections = connections;
    this.commits = commits;
    this.queue = new BatchQueue(connections.address());
    try {
      BankSession first = BankSession.open(connections);
      try {
        long now = System.nanoTime();
        this.epoch = first.take();
        this.provenNanos = now;
        this.feed = new ChangeFeed(first.transaction());
        first.rollback();
      } catch (SQLException | RuntimeException e) {
        first.close();
        throw e;
      }
      this.session = Optional.of(first);
      this.backend = first.backend();
    } catch (SQLException e) {
      throw BankFailure.of("opening", connections.address(), e);
    }
    this.thread = new Thread(this::run, "store");
  }

  /** Begins to work. */
  void start() {
    thread.start();
  }

  /** Whether whoever had the bank before has left it, and sends no orders any more. */
  boolean predecessorLeft() {
    return epoch.left();
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    WriteTask<T> task = new WriteTask<>(work, this::failed);
    queue.offer(task).ifPresent(task::fail);
    return task.future();
  }

  /** What memory follows. */
  ChangeFeed feed() {
    return feed;
  }

  /** Others have written something: it is taken in soon. */
  void wake() {
    queue.wake();
  }

  /** Why nothing can be written or read now; empty if it can. */
  Optional<StoreException> away() {
    return queue.refused();
  }

  /** Completes if another process has taken the bank. */
  CompletableFuture<Void> lost() {
    return lost;
  }

  /** Completes when the thread has come by, whether or not it can write. */
  CompletableFuture<Void> progress() {
    return queue.passing();
  }

  /**
   * How long ago it was certain that this process has the bank, in nanoseconds; the longest time if
   * it has lost it.
   */
  long provenAgoNanos() {
    return lost.isDone() ? Long.MAX_VALUE : System.nanoTime() - provenNanos;
  }

  private StoreException failed(SQLException cause) {
    return BankFailure.of("writing", connections.address(), cause);
  }

  private void run() {
    try {
      while (!queue.isDone()) {
        List<WriteTask<?>> tasks = queue.first(BATCH_MAX, PROOF_MILLIS);
        queue.passed();
        if (lost.isDone() || session.isEmpty()) {
          queue.refused().ifPresent(why -> new Batch(tasks).fail(why));
          reconnect();
        } else if (tasks.isEmpty()) {
          prove(session.get());
        } else {
          write(session.get(), new Batch(tasks));
        }
      }
    } finally {
      end();
    }
  }

  private void write(BankSession here, Batch work) {
    long number = ++batch;
    boolean committing = false;
    try {
      if (!here.begin(epoch.number(), number)) {
        here.rollback();
        lose(work);
        return;
      }
      feed.catchUp(here.transaction());
      work.run(here.transaction());
      work.append(feed, here, epoch.number());
      CrashPoint.reach("before-commit");
      committing = true;
      long asked = System.nanoTime();
      here.commit();
      committed = number;
      proven(asked);
      commits.accept(System.nanoTime() - asked);
    } catch (LostChangesException e) {
      loseChanges(e, work);
      return;
    } catch (SQLException e) {
      if (committing) {
        undecided = Optional.of(new Undecided(number, work));
        goAway(e);
      } else {
        undo(here, work, e);
      }
      return;
    } catch (RuntimeException | Error e) {
      // What to do: report the stack trace as a fault; what was asked for was refused.
      LOG.error("batch not written by a fault", e);
      undo(here, work, new SQLException("a fault, which the log has"));
      return;
    }
    wellAgain();
    work.complete(feed);
  }

  /** Nothing of the batch was committed. */
  private void undo(BankSession here, Batch work, SQLException cause) {
    StoreException failure = failed(cause);
    try {
      here.rollback();
      if (!failing.equals(failure.getMessage())) {
        failing = failure.getMessage();
        // What to do: what the line says, on the server; what was asked for was refused.
        LOG.error("write failed: {}", failing);
      }
    } catch (SQLException e) {
      goAway(cause);
    }
    work.fail(failure);
  }

  private void prove(BankSession here) {
    long now = System.nanoTime();
    try {
      if (here.isLast(epoch.number())) {
        proven(now);
        feed.catchUp(here.transaction());
        here.rollback();
      } else {
        lose(NOTHING);
      }
    } catch (LostChangesException e) {
      loseChanges(e, NOTHING);
    } catch (SQLException e) {
      goAway(e);
    }
  }

  private void proven(long nanos) {
    provenNanos = nanos;
  }

  private void wellAgain() {
    if (!failing.isEmpty()) {
      failing = "";
      // What to do: nothing; what was asked for meanwhile was refused.
      LOG.info("bank {} can be written again", connections.address());
    }
  }

  /** The connection is of no use any more. */
  private void goAway(SQLException cause) {
    session.ifPresent(BankSession::close);
    session = Optional.empty();
    awaySinceNanos = System.nanoTime();
    StoreException why = BankFailure.away(connections.address(), cause);
    // What to do: see to the database or the network; what is asked for meanwhile is refused, and
    // drinkd reconnects by itself.
    LOG.error(
        "bank {} is away, it is tried again: {}", connections.address(), BankFailure.reason(cause));
    queue.refuse(why);
  }

  /** One attempt, and a pause if it fails. */
  private void reconnect() {
    if (lost.isDone()) {
      return;
    }
    BankSession here = null;
    try {
      here = BankSession.open(connections);
      OptionalLong last = here.lastBatch(epoch.number());
      long asked = System.nanoTime();
      boolean taken = here.retake(backend) && here.isLast(epoch.number());
      if (taken) {
        proven(asked);
      }
      // Not before, so that what follows a committed batch finds the bank taken.
      decide(last);
      boolean known = last.isPresent() && last.getAsLong() == committed;
      if (taken && known) {
        feed.requireSame(here.transaction());
        feed.catchUp(here.transaction());
        here.rollback();
        backAgain(here);
        return;
      }
      if (!known || !here.isLast(epoch.number())) {
        lose(NOTHING);
      }
    } catch (SQLException e) {
      LOG.debug("{}: not back: {}", connections.address(), e.getMessage());
    } catch (LostChangesException e) {
      loseChanges(e, NOTHING);
    } catch (StoreException e) {
      refuseServer(e);
    }
    if (here != null) {
      here.close();
    }
    queue.pause(RECONNECT_MILLIS);
  }

  /** It is there again, and must not be used. */
  private void refuseServer(StoreException why) {
    queue.refuse(why);
    if (!failing.equals(why.getMessage())) {
      failing = why.getMessage();
      // What to do: set the server up as the line says; it is tried again.
      LOG.error("bank not used again: {}", failing);
    }
  }

  private void backAgain(BankSession here) {
    session = Optional.of(here);
    backend = here.backend();
    failing = "";
    queue.accept();
    // What to do: nothing; what was asked for meanwhile was refused.
    LOG.info(
        "bank {} is back after {} ms",
        connections.address(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - awaySinceNanos));
  }

  /** The lost batch is known to the bank, or never will be. */
  private void decide(OptionalLong last) {
    if (undecided.isEmpty()) {
      return;
    }
    Undecided one = undecided.get();
    undecided = Optional.empty();
    if (last.isPresent() && last.getAsLong() >= one.number) {
      committed = one.number;
      // What to do: nothing; those who asked have got their answers.
      LOG.info("batch {} was committed, though the connection was lost at it", one.number);
      one.batch.complete(feed);
    } else {
      one.batch.fail(BankFailure.notWritten(connections.address()));
    }
  }

  /** What others have written is not known here, and cannot be found out any more. */
  private void loseChanges(LostChangesException cause, Batch work) {
    LOG.debug("{}: {}", connections.address(), cause.getMessage());
    lose(work);
  }

  /** Somebody else has the bank, so that what memory knows of it may be wrong. */
  private void lose(Batch work) {
    StoreException why = BankFailure.lost(connections.address());
    // What to do: nothing where a supervisor restarts drinkd, which ends now; else restart it.
    LOG.error(
        "bank {} lost: another process took it, or it was put back to an older state",
        connections.address());
    queue.refuse(why);
    work.fail(why);
    session.ifPresent(BankSession::close);
    session = Optional.empty();
    lost.complete(null);
  }

  private void end() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
    while (undecided.isPresent() && System.nanoTime() - end < 0) {
      reconnect();
    }
    undecided.ifPresent(one -> one.batch.fail(BankFailure.undecided(connections.address())));
    session.ifPresent(
        here -> {
          try {
            here.leave(epoch.number());
          } catch (SQLException e) {
            LOG.debug("not noted that the bank is left: {}", e.getMessage());
          }
          here.close();
        });
    queue.end();
  }

  @Override
  public void close() {
    queue.close();
    ThreadEnd.await(thread);
  }
}
