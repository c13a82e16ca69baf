package io.drinkd.appliance.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The books, and the only access to them, wherever they are kept.
 *
 * <p>Work that waits to be written is done together, each piece so that its failure affects no
 * other. A future completes after the commit is on disk, never before.
 */
public interface Store extends StoreView, AutoCloseable {

  /**
   * Does a piece of work that may write. The future completes after the commit is on disk and after
   * the callbacks of {@link Transaction#afterCommit}, on a thread of the store, which its
   * dependents must not block. It fails with what the work threw, or with a {@link StoreException}
   * if nothing could be written.
   *
   * @param work may be run more than once, after a rollback; so it changes nothing but the books,
   *     and what follows them {@link Transaction#afterCommit after the commit}
   */
  <T> CompletableFuture<T> write(Work<T> work);

  /**
   * Does a piece of work that only reads, on what is committed. The future completes on a thread of
   * the store, when what was read is on disk; it fails with what the work threw.
   */
  <T> CompletableFuture<T> read(Work<T> work);

  /**
   * Completes if the books can be written now, and fails as {@link #write} does if not. It does
   * write, but nothing that anybody reads: a full disk does not show before.
   */
  CompletableFuture<Void> check();

  /**
   * Asks the threads that write to prove that they do not hang. Whether anything can be written
   * does not matter.
   *
   * @return completes when they have come to it, and never fails
   */
  CompletableFuture<Void> progress();

  /** Which machines this process may send orders to. */
  default Owners owners() {
    return Owners.alone();
  }

  /**
   * Why the books can neither be read nor written now, as while their server is away; empty if they
   * can. What memory knows of them may not hold any more then. Answers at once.
   */
  default Optional<StoreException> away() {
    return Optional.empty();
  }

  /**
   * Completes on a thread of the store if another process has taken this one's place, or the books
   * are older than they were: nothing is written any more, and what memory knows of them is wrong.
   * Only a restart helps.
   */
  default CompletableFuture<Void> lost() {
    return new CompletableFuture<>();
  }

  /**
   * What there is beside if several processes may have these books; empty if one alone has them.
   */
  default Optional<SharedBooks> shared() {
    return Optional.empty();
  }

  /** Like {@link #write}, and blocks: while the appliance starts, and in operator's commands. */
  default <T> T writeNow(Work<T> work) {
    return await(write(work));
  }

  /** Like {@link #read}, and blocks: while the appliance starts, and in operator's commands. */
  default <T> T readNow(Work<T> work) {
    return await(read(work));
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Completes the waiting work, then closes; later work fails. */
  @Override
  void close();
}
