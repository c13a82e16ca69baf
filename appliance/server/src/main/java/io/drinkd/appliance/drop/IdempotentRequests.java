package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
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
  private record UnderWay(Optional<String> fingerprint, OrderedDrop drop) {

    private boolean isOf(OrderedDrop begun) {
      return drop.number() == begun.number();
    }
  }

  private final DropServices services;
  private final Map<MemberKey, UnderWay> underWay = new ConcurrentHashMap<>();

  IdempotentRequests(DropServices services) {
    this.services = services;
  }

  /**
   * Carries out a request unless it was carried out before, and answers or fails as then.
   *
   * @param possible whether nothing that is known in memory speaks against it: then it is carried
   *     out without a look into the books, for they refuse a key that they remember in the
   *     transaction that would hold the price
   */
  OrderedDrop once(DropRequest request, boolean possible, Supplier<OrderedDrop> carryOut) {
    MemberKey key = new MemberKey(request.member().id(), request.key().orElseThrow());
    OrderedDrop drop = new OrderedDrop(new CompletableFuture<>(), new CompletableFuture<>());
    OrderedDrop answer = new OrderedDrop(drop.number(), forgotten(key, drop));
    UnderWay mine = new UnderWay(Optional.of(request.fingerprint()), answer);
    UnderWay earlier = underWay.putIfAbsent(key, mine);
    if (earlier != null && earlier.fingerprint.isPresent()) {
      return earlier.fingerprint.get().equals(request.fingerprint())
          ? earlier.drop
          : OrderedDrop.ended(reused(request));
    }
    if (possible && earlier == null) {
      try {
        followUnlessRemembered(request, carryOut.get(), drop);
      } catch (RuntimeException e) {
        fail(request, drop, e);
      }
      return answer;
    }
    remembered(request)
        .thenApply(
            found -> {
              if (found.isPresent() && (earlier == null || isShared() || !found.get().same())) {
                return answered(request, found.get());
              }
              return earlier == null ? carryOut.get() : earlier.drop;
            })
        .whenComplete((begun, failure) -> follow(request, begun, failure, drop));
    return answer;
  }

  /** Ends as the drop does, and not before its key is free: whoever is answered may use it anew. */
  private CompletableFuture<DropResult> forgotten(MemberKey key, OrderedDrop drop) {
    return drop.result()
        .whenComplete(
            (end, failure) ->
                underWay.computeIfPresent(key, (same, now) -> now.isOf(drop) ? null : now));
  }

  /** What has ended without a drop of its own may be a repetition of one that was answered. */
  private void followUnlessRemembered(DropRequest request, OrderedDrop begun, OrderedDrop drop) {
    begun.number().thenAccept(number -> completeNumber(drop, number));
    begun
        .result()
        .whenComplete(
            (result, failure) -> {
              if (failure != null) {
                fail(request, drop, StageFailure.cause(failure));
              } else if (result.dropId() > 0) {
                drop.result().complete(result);
              } else {
                followRemembered(request, result, drop);
              }
            });
  }

  private static void completeNumber(OrderedDrop drop, long number) {
    if (number > 0) {
      drop.number().complete(number);
    }
  }

  private void followRemembered(DropRequest request, DropResult otherwise, OrderedDrop drop) {
    remembered(request)
        .thenApply(
            found ->
                found.isPresent() ? answered(request, found.get()) : OrderedDrop.ended(otherwise))
        // What came of the first one is not known if it cannot be read.
        .whenComplete((begun, failure) -> follow(request, begun, failure, drop));
  }

  private void follow(DropRequest request, OrderedDrop begun, Throwable unread, OrderedDrop drop) {
    if (unread != null) {
      fail(request, drop, StageFailure.cause(unread));
      return;
    }
    begun.number().thenAccept(number -> drop.number().complete(number));
    begun
        .result()
        .whenComplete(
            (result, failure) -> {
              if (failure == null) {
                drop.result().complete(result);
              } else {
                fail(request, drop, StageFailure.cause(failure));
              }
            });
  }

  private void fail(DropRequest request, OrderedDrop drop, Throwable cause) {
    if (cause instanceof StoreException) {
      drop.result()
          .complete(new DropResult(Kind.UNAVAILABLE, 0, available(request), cause.getMessage()));
    } else {
      drop.result().completeExceptionally(cause);
    }
    drop.number().complete(0L);
  }

  /** A delayed request from before a restart continues; whoever repeats it waits with it. */
  void resumed(DropRequest request, OrderedDrop drop) {
    if (request.key().isPresent()) {
      MemberKey key = new MemberKey(request.member().id(), request.key().get());
      UnderWay resumed = new UnderWay(Optional.empty(), drop);
      underWay.put(key, resumed);
      drop.result().whenComplete((end, failure) -> underWay.remove(key, resumed));
    }
  }

  private CompletableFuture<Optional<RememberedRequest>> remembered(DropRequest request) {
    return services.store().read(tx -> services.drops().remembered(tx, request));
  }

  /** What the books say now: a drop that was in doubt may have been decided since. */
  private OrderedDrop answered(DropRequest request, RememberedRequest found) {
    if (!found.same()) {
      return OrderedDrop.ended(reused(request));
    }
    if (isShared() && isUnderWay(found.state())) {
      return new OrderedDrop(
          CompletableFuture.completedFuture(found.id()),
          services
              .followed()
              .follow(found.id(), request.member().account(), request.door(), found.left()));
    }
    long available = found.answer().isPresent() ? found.available() : available(request);
    Kind kind = found.answer().orElse(Kind.of(found.state()));
    return OrderedDrop.ended(new DropResult(kind, found.id(), available, found.reason()));
  }

  /** What goes on here for another appliance's member may end elsewhere: the books say how. */
  private boolean isShared() {
    return services.store().owners().areShared();
  }

  /** Another appliance may be about to answer. */
  private static boolean isUnderWay(DropState state) {
    return !state.ended() && state != DropState.IN_DOUBT;
  }

  private DropResult reused(DropRequest request) {
    return new DropResult(
        Kind.KEY_REUSED, 0, available(request), "the key was used for another request");
  }

  private long available(DropRequest request) {
    return services.ledger().balance(request.member().account()).available();
  }
}
