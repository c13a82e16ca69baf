package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.ledger.IdempotencyKeys.Remembered;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Requests that may be repeated: the second one gets the first one's answer, whether that is still
 * to come (then it is in memory) or was given (then it is in the books).
 */
final class IdempotentRequests {

  private record MemberKey(long member, String key) {}

  /** A request under way; its fingerprint is unknown if it was made before a restart. */
  private record UnderWay(Optional<String> fingerprint, CompletableFuture<DropResult> result) {}

  private final DropServices services;
  private final Map<MemberKey, UnderWay> underWay = new ConcurrentHashMap<>();

  IdempotentRequests(DropServices services) {
    this.services = services;
  }

  /** Carries out a request unless it was carried out before, and answers or fails as then. */
  CompletableFuture<DropResult> once(
      DropRequest request, Supplier<CompletableFuture<DropResult>> carryOut) {
    MemberKey key = new MemberKey(request.member().id(), request.key().orElseThrow());
    UnderWay mine = new UnderWay(Optional.of(request.fingerprint()), new CompletableFuture<>());
    UnderWay earlier = underWay.putIfAbsent(key, mine);
    if (earlier != null && earlier.fingerprint.isPresent()) {
      return earlier.fingerprint.get().equals(request.fingerprint())
          ? earlier.result
          : CompletableFuture.completedFuture(reused(request));
    }
    remembered(request)
        .thenCompose(
            found -> {
              if (found.isPresent() && !found.get().request().equals(request.fingerprint())) {
                return CompletableFuture.completedFuture(reused(request));
              }
              if (earlier != null) {
                return earlier.result;
              }
              return found.isPresent() ? answered(request, found.get()) : carryOut.get();
            })
        .whenComplete(
            (result, failure) -> {
              underWay.remove(key, mine);
              if (failure == null) {
                mine.result.complete(result);
              } else {
                fail(request, mine.result, StageFailure.cause(failure));
              }
            });
    return mine.result;
  }

  private void fail(DropRequest request, CompletableFuture<DropResult> result, Throwable cause) {
    if (cause instanceof StoreException) {
      result.complete(new DropResult(Kind.UNAVAILABLE, 0, available(request), cause.getMessage()));
    } else {
      result.completeExceptionally(cause);
    }
  }

  /** A delayed request from before a restart continues; whoever repeats it waits with it. */
  void resumed(DropRequest request, CompletableFuture<DropResult> result) {
    if (request.key().isPresent()) {
      MemberKey key = new MemberKey(request.member().id(), request.key().get());
      UnderWay resumed = new UnderWay(Optional.empty(), result);
      underWay.put(key, resumed);
      result.whenComplete((end, failure) -> underWay.remove(key, resumed));
    }
  }

  private CompletableFuture<Optional<Remembered>> remembered(DropRequest request) {
    return services
        .store()
        .read(
            tx ->
                services
                    .drops()
                    .remembered(tx, request.member().id(), request.key().orElseThrow()));
  }

  /** What the books say now: a drop that was in doubt may have been decided since. */
  private CompletableFuture<DropResult> answered(DropRequest request, Remembered remembered) {
    if (remembered.dropId().isEmpty()) {
      return CompletableFuture.completedFuture(reused(request));
    }
    long id = remembered.dropId().getAsLong();
    return services
        .store()
        .read(tx -> DropRow.read(tx, id).state())
        .thenApply(
            state -> {
              Optional<Kind> answered =
                  remembered.answer().map(Kind::valueOf).filter(kind -> kind != Kind.IN_DOUBT);
              return new DropResult(
                  answered.orElse(kind(state)),
                  id,
                  answered.isPresent()
                      ? remembered.available().orElse(available(request))
                      : available(request),
                  "asked for before");
            });
  }

  private static Kind kind(DropState state) {
    return switch (state) {
      case DROPPED -> Kind.DROPPED;
      case REFUSED, REFUNDED -> Kind.REFUSED;
      case CANCELLED -> Kind.CANCELLED;
      case DELAYED, QUEUED, SENT, IN_DOUBT -> Kind.IN_DOUBT;
    };
  }

  private DropResult reused(DropRequest request) {
    return new DropResult(
        Kind.KEY_REUSED, 0, available(request), "the key was used for another request");
  }

  private long available(DropRequest request) {
    return services.ledger().balance(request.member().account()).available();
  }
}
