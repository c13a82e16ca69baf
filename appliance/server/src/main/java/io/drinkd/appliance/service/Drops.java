package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.drop.Dispatcher;
import io.drinkd.appliance.drop.DropRecords;
import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropRecords.Filter;
import io.drinkd.appliance.drop.DropRequest;
import io.drinkd.appliance.drop.DropResult;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.drop.InDoubtDrops;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.drop.OrderedDrop;
import io.drinkd.appliance.drop.Refunds;
import io.drinkd.appliance.drop.Refunds.Refunded;
import io.drinkd.appliance.drop.Refunds.RepeatKey;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.SeenSlot;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Drinks: asked for, called off, decided where nobody knows whether they fell, and paid back.
 *
 * <p>A drop that ends without a drink is a refusal, whenever it ends: the future fails with a
 * {@link RefusedException} that has the drop's number, if one was opened.
 */
public final class Drops {

  /** The most drops of a page. */
  public static final int PAGE_MAX = 500;

  /** How the books say that a member has called off a drop, before who it was. */
  private static final String CALLED_OFF = "called off by ";

  private final Store store;
  private final Catalog catalog;
  private final Accounts accounts;
  private final InDoubtDrops inDoubtDrops;
  private final Refunds refunds;
  private final Optional<Dispatcher> dispatcher;
  private final RandomGenerator random;

  /**
   * @param dispatcher empty where the books alone are open
   * @param random chooses a slot where the member does not; may be used by any thread
   */
  Drops(
      Store store,
      Catalog catalog,
      Accounts accounts,
      InDoubtDrops inDoubtDrops,
      Refunds refunds,
      Optional<Dispatcher> dispatcher,
      RandomGenerator random) {
    this.store = store;
    this.catalog = catalog;
    this.accounts = accounts;
    this.inDoubtDrops = inDoubtDrops;
    this.refunds = refunds;
    this.dispatcher = dispatcher;
    this.random = random;
  }

  private Dispatcher dispatcher() {
    return dispatcher.orElseThrow(
        () -> new RefusedException(Refusal.NOT_READY, "the appliance does not run; start it"));
  }

  /**
   * Whether a drop may wait so long, for a door that checks its words in order; a drop checks it in
   * any case.
   *
   * @throws RefusedException {@link Refusal#INVALID_DELAY}
   */
  public Duration requireDelay(Duration delay) {
    Duration most = dispatcher().delayMax();
    if (delay.isNegative() || delay.compareTo(most) > 0) {
      throw new RefusedException(
          Refusal.INVALID_DELAY,
          "found " + delay.toSeconds() + " s, expected 0 to " + most.toSeconds());
    }
    return delay;
  }

  /**
   * Drops a drink: holds its price, waits the delay, drops, charges. What can be refused from
   * memory is thrown at once: delay and machine; slot and money fail at once.
   *
   * @param machine its id or alias; at a kiosk that of the kiosk, else {@link Refusal#FORBIDDEN}
   * @param delay how long to wait before it falls
   * @param key makes the request repeatable without a second effect
   * @return how it ended, once on disk, on any thread: the drink has fallen; or fails
   */
  public CompletableFuture<DropResult> drop(
      Buyer buyer, String machine, int slot, Duration delay, Optional<IdempotencyKey> key) {
    return order(buyer, machine, slot, SeenSlot.NOTHING, delay, key).end();
  }

  /** The same from a slot that can drop and that the member can pay, each as likely as another. */
  public CompletableFuture<DropResult> dropAny(
      Buyer buyer, String machine, Duration delay, Optional<IdempotencyKey> key) {
    return orderAny(buyer, machine, delay, key).end();
  }

  /**
   * A drop that was asked for, for whoever does not wait until it ends.
   *
   * @param number its number, once its price is held on disk, on any thread; fails as {@code end}
   *     does if it ends before. A repeated request has the number of the first
   * @param end see {@link #drop}
   */
  public record Ordered(CompletableFuture<Long> number, CompletableFuture<DropResult> end) {}

  /**
   * Drops a drink as {@link #drop} does, and says its number before it ends.
   *
   * @param seen of the slot; if something else is there, {@link Refusal#SLOT_CHANGED}
   */
  public Ordered order(
      Buyer buyer,
      String machine,
      int slot,
      SeenSlot seen,
      Duration delay,
      Optional<IdempotencyKey> key) {
    requireDelay(delay);
    Machine found = at(buyer, machine);
    DropRequest request =
        new DropRequest(
            buyer.record(), found, slot, delay, key.map(IdempotencyKey::text), buyer.door());
    return ordered(dispatcher().order(request.seen(seen)));
  }

  /** The same as {@link #dropAny} does. */
  public Ordered orderAny(
      Buyer buyer, String machine, Duration delay, Optional<IdempotencyKey> key) {
    requireDelay(delay);
    Machine found = at(buyer, machine);
    DropRequest request =
        DropRequest.any(buyer.record(), found, delay, key.map(IdempotencyKey::text), buyer.door());
    return ordered(dispatcher().orderAny(request, () -> choice(buyer, found)));
  }

  private Machine at(Buyer buyer, String machine) {
    Machine found = catalog.find(machine);
    buyer.requireAt(found.id());
    return found;
  }

  private Slot choice(Buyer buyer, Machine machine) {
    dispatcher().requireReachable(machine, buyer.record());
    return choose(machine.slots(), accounts.balance(buyer), random)
        .orElseThrow(
            () ->
                new RefusedException(Refusal.NOTHING_TO_DROP, "no slot has what you can pay for"));
  }

  private static Ordered ordered(OrderedDrop drop) {
    CompletableFuture<DropResult> end = answered(drop.result().thenApply(DropResult::requireDrink));
    CompletableFuture<Long> number =
        drop.number()
            .thenCompose(
                id ->
                    id > 0
                        ? CompletableFuture.completedFuture(id)
                        : end.thenApply(DropResult::dropId));
    return new Ordered(answered(number), end);
  }

  /** One of the slots from which the balance buys a drink, each as likely as another. */
  static Optional<Slot> choose(List<Slot> slots, Balance balance, RandomGenerator random) {
    List<Slot> within =
        slots.stream()
            .filter(slot -> slot.enabled() && !slot.empty() && balance.covers(slot.price()))
            .toList();
    return within.isEmpty()
        ? Optional.empty()
        : Optional.of(within.get(random.nextInt(within.size())));
  }

  /**
   * Calls off the member's delayed drops whose orders have not left.
   *
   * @return how many, once that is on disk
   */
  public CompletableFuture<Integer> cancel(Member member) {
    return answered(
        dispatcher()
            .cancelDelayed(member.record(), CALLED_OFF + member.record().actor())
            .thenApply(
                cancelled -> {
                  if (cancelled > 0) {
                    member.did("cancel", "drops", cancelled);
                  }
                  return cancelled;
                }));
  }

  /**
   * Calls off one of the member's own drops, delayed or waiting for its board, if its order has not
   * left; one that the member has called off before is off. Completes when that is on disk; fails
   * with {@link Refusal#NO_SUCH_DROP}, or with {@link Refusal#TOO_LATE_TO_CANCEL}.
   */
  public CompletableFuture<Void> cancel(Buyer buyer, long drop) {
    return answered(
        dispatcher()
            .cancel(buyer.record(), drop, CALLED_OFF + buyer.record().actor())
            .thenCompose(off -> off ? cancelled(buyer, drop) : tooLate(buyer, drop)));
  }

  private static CompletableFuture<Void> cancelled(Buyer buyer, long drop) {
    buyer.did("cancel", "drop", drop);
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> tooLate(Buyer buyer, long drop) {
    return find(buyer, drop)
        .thenApply(
            found -> {
              if (isCalledOff(found.drop())) {
                return null;
              }
              String state = found.drop().state().word();
              throw new RefusedException(
                  Refusal.TOO_LATE_TO_CANCEL, "drop " + drop + " is " + state, drop);
            });
  }

  /** Whether a drop was called off by its own member, who may have had another name then. */
  public static boolean isCalledOff(DropRecord drop) {
    return drop.state() == DropState.CANCELLED
        && drop.course().end().filter(end -> end.reason().startsWith(CALLED_OFF)).isPresent();
  }

  /**
   * The member's own drops, newest first.
   *
   * @param filter which of them; what it says of the member does not matter
   * @param before the number of the drop that is newer than the first; empty for the newest
   * @param most how many, from 1 to {@link #PAGE_MAX}
   * @throws RefusedException {@link Refusal#INVALID_COUNT}
   */
  public CompletableFuture<List<DropRecord>> list(
      Viewer viewer, Filter filter, OptionalLong before, int most) {
    Page.requireCount(most, PAGE_MAX);
    long account = viewer.record().account();
    return answered(
        DropRecords.newest(store, account, filter, before.orElse(Long.MAX_VALUE), most));
  }

  /** Everybody's drops in the same way; of one member if the filter names one. */
  public CompletableFuture<List<DropRecord>> list(
      Admin admin, Filter filter, OptionalLong before, int most) {
    Page.requireCount(most, PAGE_MAX);
    return answered(DropRecords.newest(store, filter, before.orElse(Long.MAX_VALUE), most));
  }

  /** One of the member's own drops; fails with {@link Refusal#NO_SUCH_DROP}, another's too. */
  public CompletableFuture<DropHistory> find(Viewer viewer, long drop) {
    return found(drop, DropRecords.find(store, viewer.record().account(), drop));
  }

  /** Passes on drops, oldest first. Blocks until the last one is taken. */
  public void each(Admin admin, Filter filter, Consumer<? super DropRecord> taker) {
    DropRecords.each(store, filter, taker);
  }

  /** One drop with its history; fails with {@link Refusal#NO_SUCH_DROP}. */
  public CompletableFuture<DropHistory> find(Admin admin, long drop) {
    return found(drop, DropRecords.find(store, drop));
  }

  private static CompletableFuture<DropHistory> found(
      long drop, CompletableFuture<Optional<DropHistory>> search) {
    return answered(
        search.thenApply(
            found ->
                found.orElseThrow(
                    () -> new RefusedException(Refusal.NO_SUCH_DROP, "there is no drop " + drop))));
  }

  /** The drops in doubt, oldest first. */
  public CompletableFuture<List<InDoubtDrop>> inDoubt(Admin admin) {
    return answered(inDoubtDrops.list());
  }

  /**
   * What somebody has decided about a drop in doubt, by the word for it, whatever its case.
   *
   * @throws RefusedException {@link Refusal#INVALID_DECISION}
   */
  public static Decision decision(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "drop", "dropped" -> Decision.DROPPED;
      case "refund", "refunded" -> Decision.REFUNDED;
      default ->
          throw new RefusedException(
              Refusal.INVALID_DECISION,
              "found " + Printable.quoted(word) + ", expected dropped or refunded");
    };
  }

  /**
   * Decides a drop in doubt. Completes when that is on disk; fails with {@link
   * Refusal#NO_SUCH_DROP} or {@link Refusal#NOT_IN_DOUBT}.
   *
   * @param reason by what evidence
   */
  public CompletableFuture<Void> resolve(Admin admin, long drop, Decision decision, Remark reason) {
    return answered(
        inDoubtDrops
            .resolve(drop, decision, admin.actor(), reason.text())
            .thenAccept(
                before -> {
                  requireInDoubt(drop, before);
                  admin.did(
                      "resolve",
                      "drop",
                      drop,
                      "as",
                      decision.name().toLowerCase(Locale.ROOT),
                      "reason",
                      reason.text());
                }));
  }

  /**
   * Pays a drop back to its payer, because it was charged though nothing came out. The drop stays
   * dropped. Completes when that is on disk; fails with {@link Refusal#NO_SUCH_DROP}, or {@link
   * Refusal#NOT_REFUNDABLE}, whose detail says why and what to do instead, as when it was paid back
   * before.
   *
   * @param reason by what evidence
   * @param key makes the request repeatable without a second effect; only members have keys
   */
  public CompletableFuture<Refunded> refund(
      Admin admin, long drop, Remark reason, Optional<IdempotencyKey> key) {
    return answered(
        refunds
            .refund(drop, admin.actor(), reason.text(), key.map(text -> repeatKey(admin, text)))
            .thenApply(
                refunded -> {
                  if (!refunded.before()) {
                    logRefund(admin, drop, refunded, reason);
                  }
                  return refunded;
                }));
  }

  private static RepeatKey repeatKey(Admin admin, IdempotencyKey key) {
    return new RepeatKey(
        admin
            .member()
            .orElseThrow(() -> new RefusedException(Refusal.INVALID_KEY, "only members have keys"))
            .id(),
        key.text());
  }

  private static void logRefund(Admin admin, long drop, Refunded refunded, Remark reason) {
    admin.did(
        "refund",
        "drop",
        drop,
        "to",
        refunded.member(),
        "credits",
        refunded.credits(),
        "reason",
        reason.text());
  }

  private static void requireInDoubt(long drop, Optional<DropState> state) {
    if (state.isEmpty()) {
      throw new RefusedException(Refusal.NO_SUCH_DROP, "there is no drop " + drop);
    }
    if (state.get() != DropState.IN_DOUBT) {
      throw new RefusedException(
          Refusal.NOT_IN_DOUBT,
          "drop " + drop + " is " + state.get().word() + ", not in doubt",
          drop);
    }
  }
}
