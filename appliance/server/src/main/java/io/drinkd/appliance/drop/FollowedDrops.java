package io.drinkd.appliance.drop;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Drops that were asked for here and end elsewhere, because another appliance sends their orders:
 * looked up in the books until they have ended. Safe for threads.
 */
final class FollowedDrops {

  /** So often they are looked up when nobody says that there is something new. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /**
   * A drop that has ended, or is in doubt.
   *
   * @param result for whoever has asked for it
   */
  private record Ended(long id, DropResult result) {}

  private final Store store;
  private final Ledger ledger;
  private final Timers timers;

  // Guarded by this.
  private final Map<Long, CompletableFuture<DropResult>> open = new HashMap<>();
  private boolean looking;
  private boolean lookAgain;
  private Timers.Timer next = () -> {};

  FollowedDrops(Store store, Ledger ledger, Timers timers) {
    this.store = store;
    this.ledger = ledger;
    this.timers = timers;
  }

  /** How it ends, or that it is in doubt; completes on any thread, and never fails. */
  CompletableFuture<DropResult> follow(Drop drop) {
    CompletableFuture<DropResult> end;
    synchronized (this) {
      end = open.computeIfAbsent(drop.id(), id -> new CompletableFuture<>());
    }
    look();
    return end.copy();
  }

  /** Looks for those that have ended, because some may have. */
  void look() {
    List<Long> ids;
    synchronized (this) {
      lookAgain = looking;
      if (looking || open.isEmpty()) {
        return;
      }
      looking = true;
      ids = new ArrayList<>(open.keySet());
    }
    store
        .read(tx -> ended(tx, ids))
        .whenComplete((ended, failure) -> looked(failure == null ? ended : List.of()));
  }

  private void looked(List<Ended> ended) {
    List<Runnable> answers = new ArrayList<>();
    boolean again;
    synchronized (this) {
      looking = false;
      again = lookAgain;
      for (Ended one : ended) {
        CompletableFuture<DropResult> end = open.remove(one.id);
        if (end != null) {
          answers.add(() -> end.complete(one.result));
        }
      }
      next.cancel();
      if (!again && !open.isEmpty()) {
        next = timers.after(LOOK_EVERY, this::look);
      }
    }
    answers.forEach(Runnable::run);
    if (again) {
      look();
    }
  }

  private List<Ended> ended(Transaction tx, List<Long> ids) throws SQLException {
    List<Ended> ended = new ArrayList<>();
    for (long id : ids) {
      DropRow row = DropRow.read(tx, id);
      if (row.state().ended() || row.state() == DropState.IN_DOUBT) {
        ended.add(new Ended(id, result(tx, row)));
      }
    }
    return ended;
  }

  private DropResult result(Transaction tx, DropRow row) throws SQLException {
    long id = row.drop().id();
    String reason =
        tx.first(
                """
                SELECT coalesce(d.reason, (SELECT e.reason FROM drop_event e
                  WHERE e.drop_id = d.id ORDER BY e.id DESC LIMIT 1), '')
                FROM drop_order d WHERE d.id = ?\
                """,
                found -> found.getString(1),
                id)
            .orElse("");
    long available = ledger.balance(tx, row.drop().account()).available();
    return new DropResult(DropResult.Kind.of(row.state()), id, available, reason);
  }
}
