package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Calls off drops by their rows, where another appliance may have them in memory: whoever moves a
 * row first, to cancelled or to sent, has decided.
 */
final class BookedCancels {

  private final DropServices services;

  BookedCancels(DropServices services) {
    this.services = services;
  }

  /** Whether a drop of the member is off by this, once that is on disk. */
  CompletableFuture<Boolean> cancel(MemberRecord member, long drop, String reason) {
    return services
        .store()
        .write(
            tx -> {
              Optional<DropRow> row =
                  DropRow.find(tx, drop).filter(found -> found.drop().member() == member.id());
              return row.isPresent() && cancel(tx, services.drops(), row.get(), reason);
            })
        .thenApply(
            off -> {
              services.followed().look();
              return off;
            });
  }

  /**
   * Calls off a member's drops that wait their delay.
   *
   * @return how many are off by this
   */
  CompletableFuture<Integer> cancelDelayed(MemberRecord member, String reason) {
    return services
        .store()
        .write(tx -> services.drops().callOffDelayed(tx, member, reason))
        .thenApply(
            off -> {
              services.followed().look();
              return off;
            });
  }

  /**
   * Whether a drop that was called off has ended so.
   *
   * @throws StoreException if that is not in the books
   */
  static boolean isOff(DropResult end) {
    if (end.kind() == Kind.UNAVAILABLE || end.kind() == Kind.IN_DOUBT) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, end.detail());
    }
    return end.kind() == Kind.CANCELLED;
  }

  /** Without those that another appliance has called off meanwhile, which counts them. */
  static int countOff(List<Order> off) {
    return (int)
        off.stream().filter(order -> isOff(order.result().join()) && !order.isElsewhere()).count();
  }

  /** Calls off a drop; whether that was still possible. */
  static boolean cancel(Transaction tx, DropStore drops, DropRow row, String reason)
      throws SQLException {
    if (!row.isUnsent()) {
      return false;
    }
    drops.cancel(tx, row.drop(), reason, row.key().map(key -> Kind.CANCELLED));
    return true;
  }
}
