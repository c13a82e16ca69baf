package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.Order.Desk;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.DropOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one drop: put into the books by what is known, and told when it is there. What cannot
 * be written is not told as an end, and written as soon as it can be.
 */
final class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.drop");

  /** After so long a settlement that could not be written is tried again. */
  static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private final Desk desk;
  private final DropRequest request;
  private final long startedNanos;
  private final CompletableFuture<DropResult> result = new CompletableFuture<>();

  Settlement(Desk desk, DropRequest request) {
    this.desk = desk;
    this.request = request;
    this.startedNanos = desk.timers().nanoTime();
  }

  /** How it ends; completes on any thread. */
  CompletableFuture<DropResult> result() {
    return result;
  }

  /** It ends with nothing held. */
  void without(Kind kind, String reason) {
    result.complete(new DropResult(kind, 0, available(), reason));
  }

  /** The price is held, and not a byte of the order has left: it is free again. */
  void cancelled(long id, Kind kind, String reason) {
    settle(id, DropState.CANCELLED, kind, reason, Kind.UNAVAILABLE);
  }

  /** The board, or who speaks for it, has answered. */
  void answered(long id, DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Dropped) {
      settle(id, DropState.DROPPED, Kind.DROPPED, "the board made the drop");
    } else if (outcome instanceof DropOutcome.Refused refused) {
      settle(id, DropState.REFUSED, Kind.REFUSED, refused.detail());
    } else if (outcome instanceof DropOutcome.NotSent notSent) {
      settle(id, DropState.CANCELLED, Kind.OFFLINE, notSent.detail());
    } else if (outcome instanceof DropOutcome.Unknown unknown) {
      settle(id, DropState.IN_DOUBT, Kind.IN_DOUBT, unknown.detail());
    }
  }

  /** Sent is on disk: as long as its end is not, nobody may be told that it ended. */
  private void settle(long id, DropState state, Kind kind, String reason) {
    settle(id, state, kind, reason, Kind.IN_DOUBT);
  }

  private void settle(long id, DropState state, Kind kind, String reason, Kind unwritten) {
    write(id, state, kind, reason)
        .whenComplete(
            (available, failure) -> {
              if (failure == null) {
                end(id, kind, available, reason);
              } else {
                String why = "the books cannot be written: " + failure.getMessage();
                end(id, unwritten, available(), why);
                writeLater(id, state, kind, reason);
              }
            });
  }

  /** Answers what the member has available in the books after it, which is what is told. */
  private CompletableFuture<Long> write(long id, DropState state, Kind kind, String reason) {
    String actor = state == DropState.DROPPED ? request.member().actor() : DropBook.SYSTEM;
    return desk.store()
        .write(
            tx -> {
              desk.book().move(tx, id, state, actor, reason);
              return desk.book().answer(tx, request, kind);
            });
  }

  /** What the board has said is not lost while the disk is full. */
  private void writeLater(long id, DropState state, Kind kind, String reason) {
    LOG.error("drop {} is {} but that is not in the books yet; trying again", id, state);
    desk.timers()
        .after(
            AGAIN_AFTER,
            () ->
                write(id, state, kind, reason)
                    .whenComplete(
                        (done, failure) -> {
                          if (failure == null) {
                            LOG.info("drop {} is {} in the books now", id, state);
                          } else if (failure instanceof StoreException) {
                            writeLater(id, state, kind, reason);
                          } else {
                            LOG.error("drop {} stays as it is: {}", id, failure.getMessage());
                          }
                        }));
  }

  /** It ends before anything was held. */
  void without(Throwable cause) {
    if (cause instanceof RejectedException rejected) {
      without(rejected.kind(), rejected.getMessage());
    } else {
      LOG.error("A drop could not be opened: {}", cause.getMessage());
      without(Kind.UNAVAILABLE, cause.getMessage());
    }
  }

  private void end(long id, Kind kind, long available, String reason) {
    CrashPoint.reach("settled");
    LOG.info(
        "drop {} machine {} slot {} member {} {} ({}) {} ms",
        id,
        request.machine().id(),
        request.slot(),
        request.member().name(),
        kind.name().toLowerCase(Locale.ROOT),
        reason,
        (desk.timers().nanoTime() - startedNanos) / 1_000_000);
    result.complete(new DropResult(kind, id, available, reason));
  }

  private long available() {
    return desk.ledger().balance(request.member().account()).available();
  }
}
