package io.drinkd.appliance.store;

import io.drinkd.appliance.store.Transaction.Then;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which machines this process may send orders to. Where several processes share the books, one at a
 * time owns a machine; books that one process has to itself come with all machines. May be used on
 * any thread.
 */
public interface Owners {

  /** Who wants to own machines. Called on the thread of the store that writes; must not block. */
  interface Candidate {

    /**
     * A machine is being taken: brings what its former owner has left in the books to where it
     * belongs, in the transaction that takes it. May be called more than once, after a rollback.
     *
     * @return called when the machine is owned
     */
    Runnable take(Transaction tx, String machine) throws SQLException;

    /** A machine is another process's by now, or may be. */
    void lost(String machine);
  }

  /** Those of books that this process has to itself: all machines, always. */
  static Owners alone() {
    return Alone.INSTANCE;
  }

  /** Whether other processes may own machines too. */
  boolean areShared();

  /**
   * Takes these machines as far as nobody has them, and the others as soon as they are free. Called
   * once, at the start; blocks until those that are free are taken.
   *
   * @throws StoreException if nothing can be written
   */
  void begin(Collection<String> machines, Candidate candidate);

  /**
   * From now on these are wanted, and no others; those that are free are taken when this returns.
   * One that is owned and not wanted any more is kept until it is {@link #giveUp given up}. Blocks.
   *
   * @throws StoreException if nothing can be written
   */
  void change(Collection<String> machines);

  /**
   * Leaves a machine to others, when no order of this process can reach it any more; it is not
   * wanted any more then. Fails if that cannot be written: then others wait as if it was killed.
   */
  CompletableFuture<Void> giveUp(String machine);

  /**
   * Leaves a machine to others in good order, when no order of this process can reach it any more,
   * and {@link Candidate#lost reports} it as lost. It is wanted as before; see {@link #stayBehind}.
   */
  CompletableFuture<Void> leave(String machine);

  /** These machines are not taken until another call, free or not: others are nearer to them. */
  void stayBehind(Set<String> machines);

  /**
   * With the boards of these machines, and no others, this process has a link though it does not
   * own them.
   */
  void sayLinked(Transaction tx, Set<String> machines) throws SQLException;

  /** The machines with whose boards other processes say that they have a link. */
  Set<String> linkedElsewhere(Transaction tx) throws SQLException;

  /** Whether this process owns the machine, as far as it knows. */
  boolean owns(String machine);

  /**
   * Whether nobody else can own yet what this process {@link #owns(String) owns} as far as it
   * knows. If not, what it owns may be its own again later, without being taken.
   */
  boolean isCertain();

  /**
   * The same for certain, in a transaction: if it is so, nobody else has sent an order to the
   * machine meanwhile, and nobody will before this has been committed.
   *
   * @param then gets whether it is so, see {@link Transaction#updateLater}
   */
  <R> Pending<R> owns(Transaction tx, String machine, Then<Boolean, R> then) throws SQLException;

  /**
   * How long to wait before orders may be sent to a machine that is owned: its former owner may not
   * know yet that it has lost it. Zero if there is no reason to wait.
   */
  Duration untilOrders(String machine);

  /**
   * The name of the process that a machine that is owned was taken from without having left it;
   * empty if it was left, or nobody had it.
   */
  Optional<String> takenFrom(String machine);

  /**
   * Whether an order may leave for the machine: it is certain that this process owns it, and that
   * no other one has sent one before it could be known here. Asked when an order is in the books as
   * sent, just before its first byte.
   */
  boolean mayOrder(String machine);

  /**
   * Notes, while a machine {@link Candidate#take is taken}, that its former owner has sent the
   * order of a drop, and may have the board's answer.
   */
  void noteSender(Transaction tx, long drop) throws SQLException;

  /**
   * The drops of which that was noted whose senders do not have the books now, and may come back
   * with what they know: those that have not left them in good order, and have not begun again
   * since.
   *
   * @return the names of the senders, by the numbers of the drops
   */
  Map<Long, String> absentSenders(Transaction tx) throws SQLException;

  /**
   * A machine that some process owns now.
   *
   * @param owner by which name that one has the books
   * @param says what it tells the others of the machine; empty if nothing yet
   */
  record Owned(String owner, String says) {}

  /** All machines that any process owns now, this one too, by their ids. */
  Map<String, Owned> all(Transaction tx) throws SQLException;

  /** Tells the other processes of a machine that this one owns. */
  void say(Transaction tx, String machine, String text) throws SQLException;

  /** Nothing to take, nothing to lose. */
  final class Alone implements Owners {

    private static final Owners INSTANCE = new Alone();

    private Alone() {}

    @Override
    public boolean areShared() {
      return false;
    }

    @Override
    public void begin(Collection<String> machines, Candidate candidate) {
      // They are there already.
    }

    @Override
    public void change(Collection<String> machines) {
      // All there can be.
    }

    @Override
    public CompletableFuture<Void> giveUp(String machine) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> leave(String machine) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void stayBehind(Set<String> machines) {
      // There are no others.
    }

    @Override
    public void sayLinked(Transaction tx, Set<String> machines) {
      // There is nobody to tell.
    }

    @Override
    public Set<String> linkedElsewhere(Transaction tx) {
      return Set.of();
    }

    @Override
    public boolean owns(String machine) {
      return true;
    }

    @Override
    public boolean isCertain() {
      return true;
    }

    @Override
    public <R> Pending<R> owns(Transaction tx, String machine, Then<Boolean, R> then)
        throws SQLException {
      return Pending.of(then.of(true));
    }

    @Override
    public Duration untilOrders(String machine) {
      return Duration.ZERO;
    }

    @Override
    public Optional<String> takenFrom(String machine) {
      return Optional.empty();
    }

    @Override
    public boolean mayOrder(String machine) {
      return true;
    }

    @Override
    public Map<String, Owned> all(Transaction tx) {
      return Map.of();
    }

    @Override
    public void say(Transaction tx, String machine, String text) {
      // There is nobody to tell.
    }

    @Override
    public void noteSender(Transaction tx, long drop) {
      // It was this process.
    }

    @Override
    public Map<Long, String> absentSenders(Transaction tx) {
      return Map.of();
    }
  }
}
