package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.SharedBooks.Writable;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How well the bank serves this appliance, and what this one is to it. */
final class BankCheck {

  static final String PART = "bank";

  /** A commit that takes longer than this makes members wait. */
  private static final long COMMIT_MOST_MS = 500;

  private final Foundation foundation;
  private final SharedBooks books;
  private final String appliance;
  private final Clock clock;

  // Guarded by this.
  private Optional<Instant> slowSince = Optional.empty();
  private Instant quickSince = Instant.MIN;

  /**
   * @param appliance the name of this one
   */
  BankCheck(Foundation foundation, SharedBooks books, String appliance, Clock clock) {
    this.foundation = foundation;
    this.books = books;
    this.appliance = appliance;
    this.clock = clock;
  }

  /** Writes to it. */
  CompletableFuture<Finding> look() {
    long asked = System.nanoTime();
    return foundation
        .store()
        .check()
        .handle((done, failure) -> failure == null ? written(asked) : away(failure))
        .thenCompose(found -> found);
  }

  /** That it has not answered for too long, without asking it once more; empty if it has. */
  Optional<Finding> silence() {
    return books
        .silence()
        .filter(time -> foundation.store().away().isEmpty())
        .map(
            time ->
                Finding.wrong(PART, Condition.BANK_SILENT.of(appliance, owned(), time.toSeconds()))
                    .since(Optional.of(books.clock().instant().minus(time))));
  }

  /** Since when whoever asks gets no answer, or a refusal; empty if they get one. */
  Optional<Instant> since() {
    return foundation.store().away().isPresent()
        ? notWritableSince()
        : books.silence().map(time -> books.clock().instant().minus(time));
  }

  private Optional<Instant> notWritableSince() {
    return Optional.of(books.writable()).filter(it -> !it.now()).map(Writable::since);
  }

  private CompletableFuture<Finding> written(long askedNanos) {
    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos);
    return CompletableFuture.completedFuture(
        tookMs <= COMMIT_MOST_MS
            ? Finding.well(PART, Condition.BANK.of(appliance, owned(), tookMs))
                .since(Optional.of(quick()))
            : Finding.wrong(
                    PART, Condition.BANK_SLOW.of(appliance, owned(), tookMs, COMMIT_MOST_MS))
                .since(Optional.of(slow())));
  }

  private synchronized Instant quick() {
    if (slowSince.isPresent()) {
      slowSince = Optional.empty();
      quickSince = clock.instant();
    }
    Instant writable = books.writable().since();
    return writable.isAfter(quickSince) ? writable : quickSince;
  }

  private synchronized Instant slow() {
    Instant since = slowSince.orElseGet(clock::instant);
    slowSince = Optional.of(since);
    return since;
  }

  private CompletableFuture<Finding> away(Throwable failure) {
    if (!(StageFailure.cause(failure) instanceof StoreException away)) {
      return CompletableFuture.failedFuture(failure);
    }
    return CompletableFuture.completedFuture(
        Finding.wrong(PART, away(away.getMessage())).since(notWritableSince()));
  }

  /** Whoever cannot ask the bank does not know what others have taken meanwhile. */
  private Said<Condition> away(String why) {
    String ids = ids();
    if (ids.isEmpty()) {
      return Condition.BANK_AWAY_WITHOUT_MACHINES.of(appliance, why);
    }
    return books.isProven()
        ? Condition.BANK_NOT_WRITTEN.of(appliance, ids, why)
        : Condition.BANK_AWAY.of(appliance, ids, why);
  }

  private String owned() {
    String ids = ids();
    return ids.isEmpty() ? "no machine" : ids;
  }

  private String ids() {
    return foundation.machines().ownIds().stream()
        .filter(foundation.store().owners()::owns)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
