package io.drinkd.appliance.drop;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Drops that were asked for here and end elsewhere, because another appliance sends their orders:
 * looked up in the books until they have ended. Safe for threads.
 */
final class FollowedDrops {

  /** So often they are looked up when nobody says that there is something new. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /**
   * For so long nobody may own the machine, or the bank not answer, before whoever waits gets an
   * answer. It does not count while a delay lasts, for until its end no order leaves.
   */
  static final Duration UNOWNED_MOST = Duration.ofSeconds(10);

  /** After so long a silent bank is looked at again: this process may have stood still itself. */
  private static final Duration LATE_AGAIN = Duration.ofMillis(500);

  private static final String UNOWNED = "no appliance has the machine any more";
  private static final String UNSEEN = "the bank cannot be asked what becomes of it";

  /**
   * A drop as it was found.
   *
   * @param owned whether anybody owns its machine
   * @param result for whoever has asked for it, if it has ended or is in doubt
   */
  private record Found(DropRow row, boolean owned, Optional<DropResult> result) {}

  /** A drop that is followed. */
  private static final class Open {
    private final long account;
    private final CompletableFuture<DropResult> end = new CompletableFuture<>();

    /** One through which somebody asked, as soon as somebody does. */
    private String door;

    /** When its delay is over, on the timers' clock; no order leaves before. */
    private final long delayOverNanos;

    /** When it was last looked up, on the timers' clock. */
    private long seenNanos;

    private OptionalLong unownedSinceNanos = OptionalLong.empty();

    /** When it was first found to have ended, on the timers' clock. */
    private OptionalLong endedSinceNanos = OptionalLong.empty();

    /** How it ended, if that says more than its state. */
    private Optional<DropResult.Kind> kind = Optional.empty();

    /** Whether its end was heard of, and all that was to be heard before. */
    private boolean endHeard;

    Open(String door, long account, long nowNanos, Duration left) {
      this.door = door;
      this.account = account;
      this.delayOverNanos = nowNanos + left.toNanos();
      this.seenNanos = nowNanos;
    }

    private boolean isDelaying(long nowNanos) {
      return nowNanos - delayOverNanos < 0;
    }

    /** For how long its end may have been in the books without being seen; negative before. */
    private long unseenNanos(long nowNanos) {
      return Math.min(nowNanos - seenNanos, nowNanos - delayOverNanos);
    }

    private DropResult exactly(DropResult result) {
      return kind.filter(any -> !result.kind().equals(DropResult.Kind.IN_DOUBT))
          .map(exact -> new DropResult(exact, result.dropId(), result.available(), result.detail()))
          .orElse(result);
    }
  }

  private final Store store;
  private final Ledger ledger;
  private final Timers timers;
  private final DropStore drops;
  private final UnwrittenEnds unwritten;

  // Guarded by this.
  private final Map<Long, Open> open = new HashMap<>();
  private boolean stopping;
  private boolean silent;
  private boolean looking;
  private boolean lookAgain;
  private Timers.Timer next = () -> {};
  private Timers.Timer late = () -> {};

  FollowedDrops(
      Store store, Ledger ledger, DropStore drops, Timers timers, UnwrittenEnds unwritten) {
    this.store = store;
    this.ledger = ledger;
    this.drops = drops;
    this.unwritten = unwritten;
    this.timers = timers;
    drops.answers().listen(this::answered);
  }

  private synchronized void answered(Answers.Answer answer) {
    Open followed = open.get(answer.drop());
    if (followed != null) {
      followed.kind = Optional.of(answer.kind());
    }
  }

  /**
   * How a drop ends, or that it is in doubt; completes on any thread, and never fails.
   *
   * @param account that pays it
   * @param door through which it was asked for here
   * @param left of its delay; negative if it has been over for as long
   */
  CompletableFuture<DropResult> follow(long drop, long account, String door, Duration left) {
    CompletableFuture<DropResult> end;
    boolean stops;
    synchronized (this) {
      stops = stopping && DropRequest.isAsked(door);
      long now = timers.nanoTime();
      Open followed = open.computeIfAbsent(drop, id -> new Open(door, account, now, left));
      if (DropRequest.isAsked(door)) {
        followed.door = door;
      }
      end = followed.end;
      expectLook();
    }
    if (stops) {
      endAtStop(drop);
    }
    look();
    return end.copy();
  }

  /**
   * The appliance stops: calls off what is waited for here, as far as its order has not left.
   *
   * @return completes when all who wait here have their answers
   */
  CompletableFuture<Void> stop() {
    Map<Long, CompletableFuture<DropResult>> asked = new HashMap<>();
    synchronized (this) {
      stopping = true;
      open.forEach(
          (id, followed) -> {
            if (DropRequest.isAsked(followed.door)) {
              asked.put(id, followed.end);
            }
          });
    }
    asked.keySet().forEach(this::endAtStop);
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
  }

  private void endAtStop(long id) {
    store
        .write(tx -> BookedCancels.cancel(tx, drops, DropRow.read(tx, id), OrderlyStop.REASON))
        .whenComplete(
            (off, failure) -> {
              if (failure == null) {
                look();
                return;
              }
              if (failure instanceof StoreException) {
                unwritten.add(id, false, DropState.CANCELLED, OrderlyStop.REASON);
              }
              endInDoubt(id);
            });
  }

  /** Nobody is kept waiting any longer for what still has not ended. */
  void endInDoubt() {
    numbers().forEach(this::endInDoubt);
  }

  private void endInDoubt(long id) {
    Optional<Runnable> answer;
    synchronized (this) {
      answer =
          Optional.ofNullable(open.get(id))
              .map(followed -> doubt(id, followed, OrderlyStop.REASON));
    }
    answer.ifPresent(Runnable::run);
  }

  /** Whoever looks may have to wait for the bank. */
  private synchronized void expectLook() {
    late.cancel();
    long now = timers.nanoTime();
    OptionalLong longest = open.values().stream().mapToLong(one -> one.unseenNanos(now)).max();
    if (longest.isPresent()) {
      long left = UNOWNED_MOST.toNanos() - longest.getAsLong();
      late = timers.after(Duration.ofNanos(Math.max(left, LATE_AGAIN.toNanos())), this::giveUp);
    }
  }

  /** Answers for those that were not to be looked up for too long, if that is due to the bank. */
  private void giveUp() {
    List<Runnable> answers = new ArrayList<>();
    synchronized (this) {
      boolean before = silent;
      silent = isBankSilent();
      // Whoever has only just woken up is given the time to ask.
      if (silent && before) {
        long now = timers.nanoTime();
        for (Map.Entry<Long, Open> one : List.copyOf(open.entrySet())) {
          if (one.getValue().unseenNanos(now) >= UNOWNED_MOST.toNanos()) {
            answers.add(doubt(one.getKey(), one.getValue(), UNSEEN));
          }
        }
      }
      expectLook();
    }
    answers.forEach(Runnable::run);
  }

  private boolean isBankSilent() {
    return store.away().isPresent() || store.shared().flatMap(SharedBooks::silence).isPresent();
  }

  /** It is not followed any more, and its row stays as it is. */
  private Runnable doubt(long id, Open followed, String why) {
    open.remove(id);
    long available = ledger.balance(followed.account).available();
    DropResult result = new DropResult(DropResult.Kind.IN_DOUBT, id, available, why);
    return () -> followed.end.complete(result);
  }

  /** Through which door it was asked for, if it is one of these. */
  synchronized Optional<String> door(long drop) {
    return Optional.ofNullable(open.get(drop)).map(followed -> followed.door);
  }

  /** The numbers of those that are followed now. */
  synchronized Set<Long> numbers() {
    return Set.copyOf(open.keySet());
  }

  /** A drop is in another state now; looks at it if it is one of these. */
  void moved(Event.DropMoved event) {
    synchronized (this) {
      Open followed = open.get(event.drop());
      if (followed == null) {
        return;
      }
      followed.endHeard |= DropState.of(event.state()).filter(DropState::ended).isPresent();
    }
    look();
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
        .read(tx -> find(tx, ids))
        .whenComplete((found, failure) -> looked(failure == null ? found : List.of()));
  }

  private void looked(List<Found> found) {
    List<Runnable> answers = new ArrayList<>();
    boolean again;
    synchronized (this) {
      looking = false;
      again = lookAgain;
      // What it once was does not count for a later silence.
      silent &= found.isEmpty();
      for (Found one : found) {
        Open followed = open.get(one.row.drop().id());
        if (followed != null) {
          followed.seenNanos = timers.nanoTime();
          answer(one, followed).ifPresent(answers::add);
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

  /** What is to be done for one of them, outside of the lock; empty if it only has to wait. */
  private Optional<Runnable> answer(Found found, Open followed) {
    long id = found.row.drop().id();
    if (found.result.isPresent()) {
      if (mayHearMore(found, followed)) {
        return Optional.empty();
      }
      open.remove(id);
      DropResult result = followed.exactly(found.result.get());
      return Optional.of(() -> followed.end.complete(result));
    }
    long now = timers.nanoTime();
    if (found.owned || followed.isDelaying(now)) {
      followed.unownedSinceNanos = OptionalLong.empty();
      return Optional.empty();
    }
    long since = followed.unownedSinceNanos.orElse(now);
    followed.unownedSinceNanos = OptionalLong.of(since);
    if (now - since < UNOWNED_MOST.toNanos()) {
      return Optional.empty();
    }
    if (found.row.isUnsent()) {
      return Optional.of(() -> cancelUnowned(id));
    }
    // Until somebody takes the machine.
    return Optional.of(doubt(id, followed, UNOWNED));
  }

  /** Whether it is still to be heard why it ended, which the books say only of drops with a key. */
  private boolean mayHearMore(Found found, Open followed) {
    DropState state = found.row.state();
    boolean said = state != DropState.CANCELLED && state != DropState.REFUSED;
    if (said || followed.endHeard || found.row.key().isPresent()) {
      return false;
    }
    long now = timers.nanoTime();
    long since = followed.endedSinceNanos.orElse(now);
    followed.endedSinceNanos = OptionalLong.of(since);
    return now - since < LOOK_EVERY.toNanos();
  }

  private void cancelUnowned(long id) {
    store
        .write(tx -> BookedCancels.cancel(tx, drops, DropRow.read(tx, id), UNOWNED))
        .whenComplete((off, failure) -> look());
  }

  private List<Found> find(Transaction tx, List<Long> ids) throws SQLException {
    Set<String> owned = store.owners().all(tx).keySet();
    List<Found> all = new ArrayList<>();
    for (long id : ids) {
      DropRow row = DropRow.read(tx, id);
      boolean over = row.state().ended() || row.state() == DropState.IN_DOUBT;
      all.add(
          new Found(
              row,
              owned.contains(row.drop().machine()),
              over ? Optional.of(result(tx, row)) : Optional.empty()));
    }
    return all;
  }

  private DropResult result(Transaction tx, DropRow row) throws SQLException {
    long id = row.drop().id();
    long available = ledger.balance(tx, row.drop().account()).available();
    return tx.first(
            """
            SELECT coalesce(d.reason, (SELECT e.reason FROM drop_event e
              WHERE e.drop_id = d.id ORDER BY e.id DESC LIMIT 1), ''), d.answer
            FROM drop_order d WHERE d.id = ?\
            """,
            found ->
                new DropResult(kind(row, found.getString(2)), id, available, found.getString(1)),
            id)
        .orElseThrow();
  }

  /** The answer says more than the state, where it is kept for a repetition. */
  private static DropResult.Kind kind(DropRow row, String answer) {
    return answer == null ? DropResult.Kind.of(row.state()) : DropResult.Kind.valueOf(answer);
  }
}
