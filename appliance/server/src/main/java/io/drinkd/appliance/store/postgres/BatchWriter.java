package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.ThreadEnd;
import io.drinkd.appliance.store.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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

  private final BankConnections connections;
  private final BankSession.Sharing sharing;
  private final BatchQueue queue;
  private final LongConsumer commits;
  private final MachineOwners owners;
  private final BankSession.Epoch epoch;
  private final ChangeFeed feed;
  private final Thread thread;

  // These four are only for the thread; at the COMMIT of the last the connection was lost.
  private Optional<BankSession> session;
  private long begun;
  private long committed;
  private Optional<Batch> undecided = Optional.empty();

  private final BankState state;
  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private final LastProof proof = new LastProof();
  private volatile BankSession.Backend backend;

  /**
   * Takes the bank.
   *
   * @param sharing with whom
   * @param commits gets how many nanoseconds each commit took
   * @throws StoreException if it cannot be used, or another process has it
   */
  BatchWriter(BankConnections connections, BankSession.Sharing sharing, LongConsumer commits) {
    this.connections = connections;
    this.sharing = sharing;
    this.commits = commits;
    this.queue = new BatchQueue(connections.address());
    this.owners = new MachineOwners(this, connections.address().takeover());
    try {
      BankSession first = BankSession.open(connections);
      try {
        LastProof.Moment now = proof.now();
        this.epoch = first.take(sharing);
        proof.since(now);
        this.feed = new ChangeFeed(first.transaction());
        first.rollback();
      } catch (SQLException | RuntimeException e) {
        first.close();
        throw e;
      }
      this.session = Optional.of(first);
      this.backend = first.backend();
      this.state = new BankState(connections);
    } catch (SQLException e) {
      throw BankFailure.of("opening", connections.address(), e);
    }
    this.thread = new Thread(this::run, "store");
  }

  /** Begins to work. */
  void start() {
    thread.start();
  }

  /** The machines that this appliance may send orders to. */
  MachineOwners owners() {
    return owners;
  }

  /** The changes that memory follows. */
  ChangeFeed feed() {
    return feed;
  }

  BatchQueue queue() {
    return queue;
  }

  /** The number of the server's process that writes for this one. */
  int pid() {
    return backend.pid();
  }

  /** Whether it can be written. */
  BankState state() {
    return state;
  }

  /** The number of this appliance. */
  long appliance() {
    return epoch.appliance();
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    WriteTask<T> task = task(work);
    queue.offer(task).ifPresent(task::fail);
    return task.future();
  }

  <T> WriteTask<T> task(Work<T> work) {
    return new WriteTask<>(work, this::asFailure);
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
   * Whether it is certain that this process has the bank: it was proven less than half the time ago
   * after which another one may order from its machines, also if the computer slept meanwhile.
   */
  boolean isProven() {
    return !lost.isDone() && proof.isSurelyWithin(connections.address().takeover().dividedBy(2));
  }

  /** Whether it was proven for the last time less than so long ago that it has the bank. */
  boolean wasProvenWithin(Duration time) {
    return !lost.isDone() && proof.isWithin(time);
  }

  private StoreException asFailure(SQLException cause) {
    return BankFailure.of("writing", connections.address(), cause);
  }

  private void run() {
    try {
      while (!queue.isDone()) {
        List<WriteTask<?>> tasks = queue.first(BATCH_MAX, PROOF_MILLIS);
        queue.passed();
        if (lost.isDone() || session.isEmpty()) {
          queue.refused().ifPresent(why -> fail(tasks, why));
          reconnect();
        } else {
          writeOrProve(session.get(), tasks);
        }
      }
    } finally {
      end();
    }
  }

  private void writeOrProve(BankSession here, List<WriteTask<?>> asked) {
    List<WriteTask<?>> tasks = new ArrayList<>();
    try {
      tasks.addAll(owners.takings(here));
    } catch (SQLException e) {
      goAway(e);
      fail(asked, BankFailure.away(connections.address(), e));
      return;
    }
    tasks.addAll(asked);
    if (tasks.isEmpty()) {
      prove(here);
    } else {
      begun++;
      write(here, new Batch(begun, tasks));
    }
  }

  private void write(BankSession here, Batch batch) {
    boolean committing = false;
    try {
      if (!here.begin(epoch, batch.number(), feed)) {
        here.rollback();
        lose(batch.tasks());
        return;
      }
      state.heard();
      batch.run(here);
      state.heard();
      batch.append(feed, here, epoch.number());
      CrashPoint.reach("before-commit");
      committing = true;
      LastProof.Moment asked = proof.now();
      here.commit();
      committed = batch.number();
      proof.since(asked);
      commits.accept(System.nanoTime() - asked.nanos());
    } catch (SQLException e) {
      if (committing) {
        undecided = Optional.of(batch);
        goAway(e);
      } else {
        undo(here, batch, e);
      }
      return;
    } catch (RuntimeException | Error e) {
      // What to do: report the stack trace as a fault; what was asked for was refused.
      LOG.error("batch not written by a fault", e);
      undo(here, batch, new SQLException("a fault, which the log has"));
      return;
    }
    state.written();
    batch.complete(feed);
  }

  /** Nothing of the batch was committed. */
  private void undo(BankSession here, Batch batch, SQLException cause) {
    StoreException failure = asFailure(cause);
    try {
      here.rollback();
      state.heard();
      state.notWritten(failure.getMessage());
    } catch (SQLException e) {
      goAway(cause);
    }
    batch.fail(failure);
  }

  private static void fail(List<WriteTask<?>> tasks, StoreException failure) {
    tasks.forEach(task -> task.fail(failure));
  }

  private void prove(BankSession here) {
    LastProof.Moment now = proof.now();
    try {
      boolean proven = here.prove(epoch, feed);
      state.answered();
      if (proven) {
        proof.since(now);
      } else {
        lose(List.of());
      }
    } catch (SQLException e) {
      goAway(e);
    }
  }

  /** The connection is of no use any more. */
  private void goAway(SQLException cause) {
    session.ifPresent(BankSession::close);
    session = Optional.empty();
    state.disconnected(cause);
    queue.refuse(BankFailure.away(connections.address(), cause));
    state.refused(cause);
  }

  /**
   * One attempt. Is it the {@code same} bank? Is it {@code taken} by this process, and nobody has
   * taken its place? Is all {@code known} that was written? If it is only locked by others, that is
   * tried again; else it is lost for good.
   */
  private void reconnect() {
    if (lost.isDone()) {
      return;
    }
    BankSession here = null;
    try {
      here = BankSession.open(connections);
      OptionalLong last = here.lastBatch(epoch.number());
      boolean same = here.isWhereItWas(sharing);
      LastProof.Moment asked = proof.now();
      boolean taken = same && here.retake(epoch, sharing, backend) && here.isLast(epoch);
      if (taken) {
        owners.retake(here);
        proof.since(asked);
      }
      // Not before, so that what follows a committed batch finds the bank taken.
      decide(last);
      boolean known = same && last.equals(OptionalLong.of(committed)) && feed.catchUpAgain(here);
      if (taken && known) {
        backAgain(here);
        return;
      }
      if (!known || !here.isLast(epoch)) {
        lose(List.of());
      }
    } catch (SQLException e) {
      notBack(e);
    } catch (StoreException e) {
      queue.refuse(e);
      state.unusable(e.getMessage());
    }
    if (here != null) {
      here.close();
    }
  }

  /** It is not back, or it is there, and refuses this appliance. */
  private void notBack(SQLException cause) {
    StoreException why = BankFailure.away(connections.address(), cause);
    queue.refuse(why);
    if (BankFailure.isRefusal(cause)) {
      state.unusable(why.getMessage());
    } else {
      state.away(cause);
    }
  }

  private void backAgain(BankSession here) {
    session = Optional.of(here);
    backend = here.backend();
    state.back();
    queue.accept();
  }

  /** The lost batch is known to the bank, or never will be. */
  private void decide(OptionalLong last) {
    if (undecided.isEmpty()) {
      return;
    }
    Batch one = undecided.get();
    undecided = Optional.empty();
    if (last.isPresent() && last.getAsLong() >= one.number()) {
      committed = one.number();
      // What to do: nothing; those who asked have got their answers.
      LOG.info("batch {} was committed, though the connection was lost at it", one.number());
      one.complete(feed);
    } else {
      one.fail(BankFailure.notWritten(connections.address()));
    }
  }

  /** Somebody else writes in this one's place, so that what memory knows may be wrong. */
  private void lose(List<WriteTask<?>> tasks) {
    StoreException why = BankFailure.lost(connections.address());
    // What to do: nothing where a supervisor restarts drinkd, which ends now; else restart it.
    LOG.error(
        "bank {} lost: another process took the place of this one, or the bank was put back to an"
            + " older state or from a dump",
        connections.address());
    owners.forget();
    queue.refuse(why);
    fail(tasks, why);
    session.ifPresent(BankSession::close);
    session = Optional.empty();
    lost.complete(null);
  }

  private void end() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
    while (undecided.isPresent() && System.nanoTime() - end < 0) {
      queue.pause(RECONNECT_MILLIS);
      reconnect();
    }
    undecided.ifPresent(one -> one.fail(BankFailure.undecided(connections.address())));
    session.ifPresent(
        here -> {
          try {
            owners.leaveAll(here.transaction());
            here.leave(epoch);
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
