package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * A drop at a machine to which another appliance sends orders: held in the books here, where that
 * one finds it, sends it and writes its end.
 */
final class ForwardedDrop {

  private final DropServices services;
  private final DropRequest request;
  private final Settlement settlement;
  private final CompletableFuture<Long> number = new CompletableFuture<>();

  private ForwardedDrop(DropServices services, DropRequest request) {
    this.services = services;
    this.request = request;
    this.settlement = new Settlement(services, request);
    settlement
        .result()
        .whenComplete((end, failure) -> number.complete(failure == null ? end.dropId() : 0));
  }

  /**
   * Holds the price of what is asked for.
   *
   * @param most how many orders may wait for the machine, and how many of a member their delay
   */
  static OrderedDrop begin(DropServices services, DropRequest request, int most) {
    ForwardedDrop forwarded = new ForwardedDrop(services, request);
    forwarded.hold(most);
    return new OrderedDrop(forwarded.number, forwarded.settlement.result());
  }

  private void hold(int most) {
    services
        .store()
        .write(tx -> hold(tx, most))
        .whenComplete(
            (drop, failure) -> {
              if (failure == null) {
                number.complete(drop.id());
                settlement.follow(drop);
              } else {
                settlement.failUnheld(StageFailure.cause(failure));
              }
            });
  }

  private Drop hold(Transaction tx, int most) throws SQLException {
    Drop drop = open(tx, most);
    tx.follow(services.drops().forwards(), new Forwards.Forward(drop.id(), request.machine().id()));
    return drop;
  }

  private Drop open(Transaction tx, int most) throws SQLException {
    if (!request.delay().isZero()) {
      return services.drops().openDelayed(tx, request, most);
    }
    if (DropRow.queued(tx, request.machine().id()) >= most) {
      throw new RefusedException(Refusal.BOARD_BUSY, "too many orders wait for this machine");
    }
    return services.drops().open(tx, request, DropState.QUEUED);
  }
}
