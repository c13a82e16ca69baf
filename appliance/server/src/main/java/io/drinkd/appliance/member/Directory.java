package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Refusal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Knows who members are in place of our own books: their passwords, their iButtons, and which of
 * them are admins. Their credits are always in our books.
 *
 * <p>All futures fail with {@link Refusal#NOT_READY} if the directory cannot be asked, and may
 * complete on any thread.
 */
public interface Directory extends AutoCloseable {

  /**
   * Somebody whom the directory knows.
   *
   * @param name as the directory spells it
   * @param admin whether the directory makes an admin of them; empty if it does not say
   */
  record Person(String name, Optional<Boolean> admin) {}

  /** Who has that name, if the password is right. An empty password never is. */
  CompletableFuture<Optional<Person>> authenticate(String name, String password);

  /** To whom an iButton or card belongs. */
  CompletableFuture<Optional<Person>> findByIbutton(String id);

  /** Completes if the directory can be asked now. */
  CompletableFuture<Void> check();

  @Override
  void close();
}
