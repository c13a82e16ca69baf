package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Transaction.Then;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machines that this appliance owns by locks of the session on which it writes, so that one
 * proof that it has the session covers all of them. The thread that writes takes those that are
 * free, each in a batch that raises its epoch; whoever has written "sent" has seen in its
 * transaction that its own is the last.
 */
final class MachineOwners implements Owners {

  private static final Logger LOG = LoggerFactory.getLogger(MachineOwners.class);

  /** So often it is tried to take what others have. */
  private static final long TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * After a restart of the database nobody has a lock; for so long whoever had a machine comes
   * first.
   */
  private static final long FORMER_FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * @param ordersFromNanos before that its former owner might order
   * @param from that one, if it did not leave the machine
   */
  private record Mine(long epoch, long ordersFromNanos, Optional<String> from) {

    /** Whether its former owner can send no order any more. */
    boolean isAlone() {
      return ordersFromNanos - System.nanoTime() <= 0;
    }
  }

  private final BatchWriter writer;
  private final Duration takeover;
  private final Map<String, Mine> owned = new ConcurrentHashMap<>();
  private volatile Set<String> wanted = Set.of();
  private volatile Set<String> behind = Set.of();

  /** Those of which it is being written that they are left: they are locked until then. */
  private final Set<String> leaving = ConcurrentHashMap.newKeySet();

  private volatile Optional<Candidate> candidate = Optional.empty();

  /** Before that it is not tried to take anything. */
  private volatile long tryNanos;

  // Only for the thread that writes.
  private String failing = "";

  /** The taking of the bank by the former owner of the machine that is being taken. */
  private long formerEpoch;

  /**
   * @param takeover how long after the last proof that it owned a machine an appliance may, at the
   *     worst, not know that it does not any more
   */
  MachineOwners(BatchWriter writer, Duration takeover) {
    this.writer = writer;
    this.takeover = takeover;
    this.tryNanos = System.nanoTime();
  }

  @Override
  public boolean areShared() {
    return true;
  }

  @Override
  public void begin(Collection<String> machines, Candidate newCandidate) {
    candidate = Optional.of(newCandidate);
    change(machines);
  }

  @Override
  public void change(Collection<String> machines) {
    Set<String> all = Set.copyOf(machines);
    write(tx -> MachineLocks.add(tx, all));
    want(all);
    // What is free is taken with it, or was before.
    write(tx -> {});
  }

  private synchronized void want(Set<String> machines) {
    wanted = machines;
    tryNanos = System.nanoTime();
  }

  private interface Change {
    void make(Transaction tx) throws SQLException;
  }

  private void write(Change change) {
    try {
      submit(change).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private CompletableFuture<Void> submit(Change change) {
    return writer.submit(
        tx -> {
          change.make(tx);
          return null;
        });
  }

  @Override
  public synchronized CompletableFuture<Void> giveUp(String machine) {
    Set<String> others = new HashSet<>(wanted);
    others.remove(machine);
    wanted = Set.copyOf(others);
    return leave(machine, written -> {});
  }

  @Override
  public CompletableFuture<Void> leave(String machine) {
    return leave(
        machine,
        written -> {
          if (written) {
            LOG.info("machine {}: released to the appliance that its board has dialled", machine);
          }
          candidate.ifPresent(one -> one.lost(machine));
        });
  }

  /**
   * Leaves a machine, unless that is under way.
   *
   * @param then called if it was owned, with whether it could be written that it was left
   */
  private CompletableFuture<Void> leave(String machine, Consumer<Boolean> then) {
    if (!leaving.add(machine)) {
      return CompletableFuture.completedFuture(null);
    }
    Optional<Mine> had = Optional.ofNullable(owned.remove(machine));
    return had.map(mine -> submit(tx -> writeLeft(tx, machine, mine)))
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .whenComplete(
            (done, failure) -> {
              leaving.remove(machine);
              if (had.isPresent()) {
                tryNanos = System.nanoTime();
                then.accept(failure == null);
              }
            });
  }

  @Override
  public void stayBehind(Set<String> machines) {
    behind = Set.copyOf(machines);
  }

  @Override
  public void sayLinked(Transaction tx, Set<String> machines) throws SQLException {
    MachineLocks.sayLinked(tx, machines, writer.appliance());
  }

  @Override
  public Set<String> linkedElsewhere(Transaction tx) throws SQLException {
    return MachineLocks.linkedElsewhere(tx, writer.appliance());
  }

  /** Whoever takes it next waits for nobody, unless its former owner is still to be waited for. */
  private static void writeLeft(Transaction tx, String machine, Mine had) throws SQLException {
    if (had.isAlone()) {
      MachineLocks.leave(tx, machine, had.epoch);
    }
  }

  @Override
  public boolean owns(String machine) {
    return owned.containsKey(machine);
  }

  @Override
  public boolean isCertain() {
    return writer.wasProvenWithin(takeover);
  }

  @Override
  public <R> Pending<R> owns(Transaction tx, String machine, Then<Boolean, R> then)
      throws SQLException {
    Mine mine = owned.get(machine);
    return mine == null
        ? Pending.of(then.of(false))
        : MachineLocks.isLast(tx, machine, writer.appliance(), mine.epoch, then);
  }

  @Override
  public Duration untilOrders(String machine) {
    Mine mine = owned.get(machine);
    long left = mine == null ? 0 : mine.ordersFromNanos - System.nanoTime();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  @Override
  public Optional<String> takenFrom(String machine) {
    return Optional.ofNullable(owned.get(machine)).flatMap(Mine::from);
  }

  @Override
  public boolean mayOrder(String machine) {
    Mine mine = owned.get(machine);
    return mine != null && writer.isProven() && mine.isAlone();
  }

  @Override
  public Map<String, Owners.Owned> all(Transaction tx) throws SQLException {
    return MachineLocks.all(tx);
  }

  @Override
  public void say(Transaction tx, String machine, String text) throws SQLException {
    MachineLocks.say(tx, machine, writer.appliance(), text);
  }

  @Override
  public void noteSender(Transaction tx, long drop) throws SQLException {
    if (formerEpoch > 0) {
      MachineLocks.noteSender(tx, drop, formerEpoch);
    }
  }

  @Override
  public Map<Long, String> absentSenders(Transaction tx) throws SQLException {
    return MachineLocks.absentSenders(tx);
  }

  /**
   * What is to be written to take the machines that are wanted and free, at times. Called by the
   * thread that writes, between batches.
   */
  List<WriteTask<?>> takings(BankSession here) throws SQLException {
    if (System.nanoTime() - tryNanos < 0) {
      return List.of();
    }
    tryNanos = System.nanoTime() + TRY_NANOS;
    Set<String> missing = new HashSet<>(wanted);
    missing.removeAll(behind);
    // In this order: what is being left is noted as such before it is owned no more.
    Set<String> had = new HashSet<>(owned.keySet());
    had.addAll(leaving);
    Set<String> kept = new HashSet<>(missing);
    kept.addAll(had);
    here.machines().unlockAllBut(kept);
    missing.removeAll(had);
    if (missing.isEmpty()) {
      return List.of();
    }
    List<WriteTask<?>> tasks = new ArrayList<>();
    for (String machine : here.machines().lock(missing)) {
      WriteTask<?> task = writer.task(tx -> take(tx, here, machine));
      task.future().whenComplete((done, failure) -> notTaken(machine, failure));
      tasks.add(task);
    }
    return tasks;
  }

  private Void take(Transaction tx, BankSession here, String machine) throws SQLException {
    MachineLocks.Taking taking = MachineLocks.take(tx, machine, writer.appliance());
    formerEpoch = taking.bankEpoch();
    Runnable then = candidate.orElseThrow().take(tx, machine);
    tx.afterCommit(() -> taken(here, machine, taking, then));
    return null;
  }

  private void taken(BankSession here, String machine, MachineLocks.Taking taking, Runnable then) {
    if (here.isClosed()) {
      // The connection was lost at the commit, and the lock with it.
      return;
    }
    long now = System.nanoTime();
    boolean left = taking.left();
    owned.put(
        machine,
        new Mine(
            taking.epoch(),
            left ? now : now + takeover.toNanos(),
            Optional.of(taking.before()).filter(name -> !left)));
    if (left) {
      LOG.info("machine {}: taken; this appliance sends its orders now", machine);
    } else {
      // What to do: see whether that appliance was killed, froze or was cut off from the database.
      // If the board is not reached, it may take one link only, which that appliance still has: end
      // that one.
      LOG.warn(
          "machine {}: taken over from appliance \"{}\", which did not release it; the first order"
              + " leaves in {} ms",
          machine,
          taking.before(),
          takeover.toMillis());
    }
    then.run();
  }

  private void notTaken(String machine, Throwable failure) {
    String why = failure == null ? "" : String.valueOf(failure.getMessage());
    boolean known = failing.equals(why);
    failing = why;
    if (known || failure == null) {
      return;
    }
    if (failure instanceof StoreException) {
      // What to do: see to the database, or verify the books if they are not sound; it is tried
      // again.
      LOG.warn("machine {} not taken: {}", machine, why);
    } else {
      // What to do: report the stack trace as a fault; it is tried again.
      LOG.error("machine {} not taken by a fault", machine, failure);
    }
  }

  /**
   * Takes again what this appliance owned, on another connection: what somebody else has taken
   * meanwhile is lost. Called by the thread that writes.
   */
  void retake(BankSession here) throws SQLException {
    // Whoever owned machines comes first, also before one that owned none.
    tryNanos = System.nanoTime() + FORMER_FIRST_NANOS;
    Set<String> had = Set.copyOf(owned.keySet());
    if (had.isEmpty()) {
      return;
    }
    Set<String> locked = here.machines().lock(had);
    // Whoever had a lock before has raised the epoch by now, or does not.
    Map<String, Long> epochs = here.machines().epochs(locked);
    for (String machine : had) {
      Mine before = owned.get(machine);
      if (before != null && !Long.valueOf(before.epoch).equals(epochs.get(machine))) {
        owned.remove(machine);
        LOG.info("machine {}: lost; another appliance took it while the bank was away", machine);
        candidate.ifPresent(one -> one.lost(machine));
      }
    }
  }

  /** From now on nothing is owned, without a word to anybody. */
  void forget() {
    want(Set.of());
    owned.clear();
  }

  /** Leaves all that is owned to others. Called by the thread that writes, as it ends. */
  void leaveAll(Transaction tx) throws SQLException {
    Map<String, Mine> had = Map.copyOf(owned);
    forget();
    for (Map.Entry<String, Mine> one : had.entrySet()) {
      writeLeft(tx, one.getKey(), one.getValue());
    }
  }
}
