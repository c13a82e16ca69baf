package io.drinkd.appliance.drop;

import java.util.concurrent.CompletableFuture;

/**
 * A request for a drink that was taken. Both complete on any thread, which whoever waits must not
 * block.
 *
 * @param number completes with the drop's number in the books as soon as its price is held there,
 *     and with 0 if it ends before; never fails
 * @param result how it ended, as it stands on disk; fails only with a fault of ours, or with a
 *     refusal of the choice of a slot
 */
public record OrderedDrop(CompletableFuture<Long> number, CompletableFuture<DropResult> result) {

  /** One that has ended. */
  static OrderedDrop ended(DropResult result) {
    return new OrderedDrop(
        CompletableFuture.completedFuture(result.dropId()),
        CompletableFuture.completedFuture(result));
  }
}
