package io.drinkd.appliance.drop;

import io.drinkd.appliance.audit.ActivityLog;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.DropOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one drop: written to the books by what is known, and answered once it is there. What
 * cannot be written is not answered as an end, and is written as soon as it can be.
 */
final class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.drop");

  /** After so long a settlement that could not be written is tried again. */
  static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private final DropServices services;
  private final DropRequest request;
  private final long startedNanos;
  private final CompletableFuture<DropResult> result = new CompletableFuture<>();
  private volatile boolean elsewhere;

  Settlement(DropServices services, DropRequest request) {
    this.services = services;
    this.request = request;
    this.startedNanos = services.timers().nanoTime();
  }

  /**
   * How it ends; completes on any thread. Fails with what is a fault of ours, and then nothing was
   * held.
   */
  CompletableFuture<DropResult> result() {
    return result;
  }

  /** It ends with nothing held. */
  void endUnheld(Kind kind, String reason) {
    // A repetition was counted when it was new.
    if (kind != Kind.KEY_REUSED) {
      services.counts().ended(request.machine().id(), kind);
    }
    result.complete(new DropResult(kind, 0, available(), reason));
  }

  /** The price is held, and not a byte of the order has left: it is free again. */
  void cancelled(Drop drop, Kind kind, String reason) {
    settle(new Ending(drop, false, DropState.CANCELLED, kind, reason));
  }

  /** Another appliance has the drop now: it ends as that one writes it. */
  void follow(Drop drop) {
    elsewhere = true;
    services
        .followed()
        .follow(drop.id(), drop.account(), request.door(), left())
        .thenAccept(result::complete);
  }

  /** The appliance stops: it stays in the books, for the next start or another appliance. */
  void leave(Drop drop) {
    String why = "the appliance is stopping; the order may leave later";
    result.complete(new DropResult(Kind.IN_DOUBT, drop.id(), available(), why));
  }

  /** Nobody is kept waiting any longer for how it ends. */
  void endInDoubt(long drop) {
    result.complete(new DropResult(Kind.IN_DOUBT, drop, available(), OrderlyStop.REASON));
  }

  private Duration left() {
    return request.delay().minusNanos(services.timers().nanoTime() - startedNanos);
  }

  /** Whether it ends as another appliance writes it. */
  boolean isElsewhere() {
    return elsewhere;
  }

  /** The order has ended, by the board's answer or without one. */
  void answered(Drop drop, DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Dropped dropped) {
      settle(drop, DropState.DROPPED, Kind.DROPPED, dropped.detail());
    } else if (outcome instanceof DropOutcome.Refused refused) {
      settle(drop, DropState.REFUSED, Kind.of(refused.reason()), refused.detail());
    } else if (outcome instanceof DropOutcome.NotSent notSent) {
      settle(drop, DropState.CANCELLED, Kind.OFFLINE, notSent.detail());
    } else if (outcome instanceof DropOutcome.Unknown unknown) {
      settle(drop, DropState.IN_DOUBT, Kind.IN_DOUBT, unknown.detail());
    }
  }

  private void settle(Drop drop, DropState state, Kind kind, String reason) {
    settle(new Ending(drop, true, state, kind, reason));
  }

  private void settle(Ending ending) {
    write(ending)
        .whenComplete(
            (available, failure) -> {
              if (failure == null) {
                ended(ending.drop(), ending.kind(), ending.reason());
                reply(ending.drop(), ending.kind(), available, ending.reason());
              } else if (wasOvertaken(ending, failure)) {
                endedElsewhere(ending, failure);
                follow(ending.drop());
              } else {
                reportUnwritten(ending, failure);
                writeLater(ending, failure);
                Runnable reply = () -> replyUnwritten(ending, failure);
                if (mayBeKnownSoon(ending, failure)) {
                  services.timers().after(FollowedDrops.UNOWNED_MOST, reply);
                } else {
                  reply.run();
                }
              }
            });
  }

  private void replyUnwritten(Ending ending, Throwable failure) {
    if (!result.isDone() && !elsewhere) {
      String why = "the books cannot be written: " + failure.getMessage();
      reply(ending.drop(), ending.kindIfUnwritten(isShared()), available(), why);
    }
  }

  /**
   * Not a byte has left here. As long as that is not in the books of several appliances, another
   * one may take the machine and send it: whoever waits hears of it once it is known.
   */
  private boolean mayBeKnownSoon(Ending ending, Throwable failure) {
    return failure instanceof StoreException
        && !ending.sent()
        && !ending.isCalledOff()
        && isShared();
  }

  private boolean isShared() {
    return services.store().owners().areShared();
  }

  /** Completes with what the member has available in the books after it, for the answer. */
  private CompletableFuture<Long> write(Ending ending) {
    CompletableFuture<Long> written =
        services
            .store()
            .write(
                tx -> {
                  sayMore(tx, ending);
                  return end(tx, ending);
                });
    services.unwritten().add(ending, written);
    return written;
  }

  /** Before the end itself, so that whoever hears of that knows why. */
  private void sayMore(Transaction tx, Ending ending) {
    Kind kind = kept(ending.kind());
    if (isShared() && kind != Kind.of(ending.state())) {
      tx.follow(services.drops().answers(), new Answers.Answer(ending.drop().id(), kind));
    }
  }

  /** "Not ready" invites to ask again, but under this key nothing else will ever be answered. */
  private static Kind kept(Kind kind) {
    return kind == Kind.UNAVAILABLE ? Kind.CANCELLED : kind;
  }

  private Optional<Kind> remembered(Kind kind) {
    return request.key().map(key -> kept(kind));
  }

  private long end(Transaction tx, Ending ending) throws SQLException {
    Drop drop = ending.drop();
    if (!ending.sent()) {
      if (!ending.isCalledOff()) {
        // What cannot leave here may leave at whoever has taken the machine meanwhile.
        services.drops().requireOwned(tx, drop.machine());
      }
      return services.drops().cancel(tx, drop, ending.reason(), remembered(ending.kind()));
    }
    if (isShared()) {
      DropRow row = DropRow.read(tx, drop.id());
      if (row.state() == DropState.IN_DOUBT) {
        return endDoubt(tx, row, ending);
      }
      if (row.state().ended()) {
        // Else its credits, which are not held any more, would pass for books that are not sound.
        throw new MovedException(drop.id(), row.state(), ending.state());
      }
    }
    if (ending.state() == DropState.IN_DOUBT) {
      services.drops().doubt(tx, drop, ending.reason(), request.machine().lastTraffic());
      return services.ledger().balance(tx, drop.account()).available();
    }
    return services.drops().settle(tx, drop, said(tx, ending, ending.reason()));
  }

  /** Of an order that has left its board says how it ends, or the driver that it has not left. */
  private DropEnd said(Transaction tx, Ending ending, String reason) {
    boolean byBoard = ending.state() == DropState.DROPPED || ending.state() == DropState.REFUSED;
    return new DropEnd(
        ending.state(),
        byBoard ? DropStore.BOARD : services.drops().self(tx),
        request.member().actor(),
        reason,
        remembered(ending.kind()));
  }

  /** Whoever has taken the machine meanwhile could not know how it ends: this appliance does. */
  private long endDoubt(Transaction tx, DropRow row, Ending ending) throws SQLException {
    if (ending.state() == DropState.IN_DOUBT) {
      return services.ledger().balance(tx, row.drop().account()).available();
    }
    String answer = "its answer to appliance " + services.drops().appliance() + ": ";
    DropEnd end =
        ending.state() == DropState.CANCELLED
            ? said(tx, ending, ending.reason()).refunded()
            : said(tx, ending, answer + ending.reason());
    return services.drops().settle(tx, row, end);
  }

  /**
   * Whether another appliance was faster or has the machine, or somebody has decided the drop, or
   * its late answer has.
   */
  private boolean wasOvertaken(Ending ending, Throwable failure) {
    if (failure instanceof NotOwnedException) {
      return true;
    }
    return failure instanceof MovedException moved
        && (isShared() || ending.state() == DropState.IN_DOUBT)
        && (!ending.sent() || moved.state().ended());
  }

  /** What is logged of an order that has left is what the books have of it. */
  private void endedElsewhere(Ending ending, Throwable failure) {
    if (!ending.sent() || !(failure instanceof MovedException moved)) {
      return;
    }
    ended(ending.drop(), Kind.of(moved.state()), failure.getMessage());
    boolean known = ending.state() != DropState.IN_DOUBT;
    if (known && (ending.state() == DropState.DROPPED) != (moved.state() == DropState.DROPPED)) {
      // What to do: compare the cans with the books: the drop was decided otherwise before its
      // end could be written.
      LOG.warn(
          "drop {}: state {} not written: {}",
          ending.drop().id(),
          ending.state(),
          failure.getMessage());
    }
  }

  private void reportUnwritten(Ending ending, Throwable failure) {
    if (failure instanceof StoreException && services.store().away().isPresent()) {
      // That the bank is away is said once for all drops.
      LOG.info(
          "drop {}: state {} is written once the bank is back", ending.drop().id(), ending.state());
    } else if (failure instanceof StoreException) {
      // What to do: free space on the disk, or replace it; it is written as soon as that is
      // possible, or named again as the appliance ends.
      LOG.error(
          "drop {}: state {} could not be written; trying again",
          ending.drop().id(),
          ending.state());
    } else {
      ended(ending.drop(), ending.kindIfUnwritten(isShared()), "a fault, which the log has");
      // What to do: report it as a fault; the drop keeps its state in the books.
      LOG.error("drop {}: state {} not settled", ending.drop().id(), ending.state(), failure);
    }
  }

  /**
   * What the board has answered is not lost while the disk is full. A fault of ours would come
   * again each time, so the drop stays as it is then.
   */
  private void writeLater(Ending ending, Throwable failure) {
    if (failure instanceof StoreException) {
      services.timers().after(AGAIN_AFTER, () -> writeAgain(ending));
    }
  }

  private void writeAgain(Ending ending) {
    write(ending)
        .whenComplete(
            (available, failure) -> {
              if (failure == null) {
                LOG.info("drop {}: state {} is written now", ending.drop().id(), ending.state());
                ended(ending.drop(), ending.kind(), ending.reason());
                if (!result.isDone()) {
                  reply(ending.drop(), ending.kind(), available, ending.reason());
                }
                return;
              }
              if (wasOvertaken(ending, failure)) {
                if (!ending.sent()) {
                  // What to do: nothing; the drop goes on, or has ended, at whoever has its machine
                  // by now, also where the member was told that it is in doubt.
                  LOG.info(
                      "drop {}: state {} is not needed: {}",
                      ending.drop().id(),
                      ending.state(),
                      failure.getMessage());
                }
                endedElsewhere(ending, failure);
                if (!result.isDone()) {
                  follow(ending.drop());
                }
                return;
              }
              if (!(failure instanceof StoreException)) {
                reportUnwritten(ending, failure);
              }
              writeLater(ending, failure);
            });
  }

  /** A fault of ours; the drop is called off. */
  void logNotSent(Throwable failure) {
    // What to do: report it as a fault; the drop is called off, and the member is not charged.
    LOG.error(
        "order for machine {} slot {} could not be sent",
        request.machine().id(),
        request.slot(),
        failure);
  }

  /** The same by what it failed with, before anything was held. */
  void failUnheld(Throwable cause) {
    if (cause instanceof RefusedException refused) {
      endUnheld(Kind.of(refused), refused.getMessage());
    } else if (cause instanceof StoreException) {
      // What to do: free space on the disk, or replace it; the member got nothing and was not
      // charged.
      LOG.warn(
          "drop for {} from machine {} slot {} not accepted: {}",
          request.member().name(),
          request.machine().id(),
          request.slot(),
          cause.getMessage());
      endUnheld(Kind.UNAVAILABLE, cause.getMessage());
    } else {
      services.counts().ended(request.machine().id(), Kind.UNAVAILABLE);
      // Whoever answers logs it, with its stack trace.
      result.completeExceptionally(cause);
    }
  }

  private void reply(Drop drop, Kind kind, long available, String reason) {
    CrashPoint.reach("settled");
    result.complete(new DropResult(kind, drop.id(), available, reason));
  }

  /** It is counted and logged as the books have it, which may be some time after the reply. */
  private void ended(Drop drop, Kind kind, String reason) {
    long tookNanos = services.timers().nanoTime() - startedNanos;
    count(kind, tookNanos);
    ActivityLog.log(
        "member=" + request.member().name(),
        request.member().id(),
        request.door(),
        "drop",
        "machine",
        request.machine().id(),
        "slot",
        request.slot(),
        "drop",
        drop.id(),
        "result",
        kind.name().toLowerCase(Locale.ROOT),
        "reason",
        reason,
        "ms",
        tookNanos / 1_000_000);
  }

  private void count(Kind kind, long tookNanos) {
    services.counts().ended(request.machine().id(), kind);
    if (kind == Kind.DROPPED) {
      services.counts().fell(tookNanos - request.delay().toNanos());
    }
  }

  private long available() {
    return services.ledger().balance(request.member().account()).available();
  }
}
