package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.drop.AccountHistory;
import io.drinkd.appliance.drop.AccountHistory.Part;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.ledger.Entry.Place;
import io.drinkd.appliance.ledger.Gift;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.ledger.IdempotencyKeys.Made;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.ledger.Transfer;
import io.drinkd.appliance.ledger.Transfer.Kind;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;

/**
 * Members' credits: what they have, and how they change hands as gifts and grants. Each change is
 * one transfer in the ledger; gifts and grants may carry a key, by which they have their effect
 * once, and a gift is taken back once.
 */
public final class Accounts {

  /** The most entries of a history that may be asked for at once. */
  public static final int ENTRIES_MAX = 1_000;

  /** The most characters of what a gift is for: both will read it in a line of their histories. */
  public static final int GIFT_REMARK_MAX = 100;

  /** So many of the treasury's last transfers say how large grants usually are. */
  private static final int LATELY = 100;

  /**
   * Credits changed hands.
   *
   * @param transfer the number of the transfer
   * @param available what whoever is answered has available after it
   */
  public record Moved(long transfer, long available) {}

  private final Store store;
  private final Ledger ledger;
  private final Members members;
  private final IdempotencyKeys keys;
  private final AuditLog audit;
  private final Clock clock;
  private final Duration undoWithin;

  /**
   * @param undoWithin how long a gift may be taken back; zero if it may not
   */
  Accounts(Foundation foundation, Clock clock, Duration undoWithin) {
    this.store = foundation.store();
    this.ledger = foundation.ledger();
    this.members = foundation.members();
    this.keys = foundation.keys();
    this.audit = foundation.audit();
    this.clock = clock;
    this.undoWithin = undoWithin;
  }

  /** What somebody has; from memory. */
  public Balance balance(Viewer viewer) {
    return ledger.balance(viewer.record().account());
  }

  /** What another member has; from memory. */
  public Balance balance(Admin admin, MemberRecord member) {
    return ledger.balance(member.account());
  }

  /**
   * Somebody's newest transfers and free drops, newest first; also those of whoever was merged into
   * the member.
   *
   * @param most how many, from 1 to {@link #ENTRIES_MAX}
   * @throws RefusedException {@link Refusal#INVALID_COUNT} if it is not in that range
   */
  public CompletableFuture<List<Entry>> history(Viewer viewer, long most) {
    return history(viewer.record(), most);
  }

  /** The same of another member. */
  public CompletableFuture<List<Entry>> history(Admin admin, MemberRecord member, long most) {
    return history(member, most);
  }

  private CompletableFuture<List<Entry>> history(MemberRecord member, long most) {
    return page(member, Optional.empty(), "", most).thenApply(Part::entries);
  }

  /**
   * Some of somebody's history, as {@link #history(Viewer, long)} has it.
   *
   * @param before only what is older than that place; empty for the newest
   * @param search what the reasons contain, whatever the case; empty for all
   * @param most how many, from 1 to {@link #ENTRIES_MAX}
   * @throws RefusedException {@link Refusal#INVALID_COUNT} if it is not in that range
   */
  public CompletableFuture<Part> page(
      Viewer viewer, Optional<Place> before, String search, long most) {
    return page(viewer.record(), before, search, most);
  }

  /** The same of another member. */
  public CompletableFuture<Part> page(
      Admin admin, MemberRecord member, Optional<Place> before, String search, long most) {
    return page(member, before, search, most);
  }

  private CompletableFuture<Part> page(
      MemberRecord member, Optional<Place> before, String search, long most) {
    Page.requireCount(most, ENTRIES_MAX);
    long account = member.account();
    return answered(
        search.isEmpty()
            ? store.read(tx -> AccountHistory.part(tx, account, before, (int) most))
            : AccountHistory.search(store, account, search, before, (int) most));
  }

  /**
   * A member gives credits to another one.
   *
   * @param amount more than 0
   * @param remark what for, at most {@link #GIFT_REMARK_MAX} characters
   * @return what the giver has available after it, once on disk; for a key that was used before,
   *     what it was then
   */
  public CompletableFuture<Moved> give(
      Member from,
      MemberRecord to,
      Amount amount,
      Optional<Remark> remark,
      Optional<IdempotencyKey> key) {
    MemberRecord giver = from.record();
    if (amount.credits() < 0) {
      throw new RefusedException(Refusal.INVALID_AMOUNT, "only admins take credits");
    }
    if (to.id() == giver.id()) {
      throw new RefusedException(Refusal.TO_ONESELF, "the credits are yours already");
    }
    String why = remark.map(text -> ": " + giftRemark(text)).orElse("");
    Repeatable request =
        new Repeatable(Optional.of(giver), key, "give " + to.id() + " " + amount.credits() + why);
    String reason = "gift from " + giver.name() + " to " + to.name() + why;
    return once(
        request,
        giver,
        tx -> {
          members.requireOpen(tx, giver);
          members.requireOpen(tx, to);
          long gift =
              ledger.move(
                  tx,
                  Transfer.of(Kind.GIFT, giver.account(), to.account(), amount.credits()),
                  giver.actor(),
                  reason);
          tx.afterCommit(() -> from.did("give", "to", to.name(), "credits", amount.credits()));
          return gift;
        });
  }

  private static String giftRemark(Remark remark) {
    String text = remark.text();
    if (text.codePointCount(0, text.length()) > GIFT_REMARK_MAX) {
      throw new RefusedException(
          Refusal.INVALID_REMARK,
          "what a gift is for is said in at most " + GIFT_REMARK_MAX + " characters");
    }
    return text;
  }

  /**
   * A member takes back the last gift, if it was made lately and its receiver has so many credits
   * available. What the receiver may owe below zero does not count.
   *
   * @return what the member has available after it, once on disk. Fails with {@link
   *     Refusal#NOTHING_TO_UNDO}; its detail says why, as when the last gift was taken back already
   */
  public CompletableFuture<Long> undo(Member giver) {
    return undo(giver, OptionalLong.empty());
  }

  /**
   * The same, if the last gift is the one that the member means.
   *
   * @param transfer the number of its transfer
   * @return fails with {@link Refusal#NO_SUCH_TRANSFER} if the member has made no such gift
   */
  public CompletableFuture<Long> undo(Member giver, long transfer) {
    return undo(giver, OptionalLong.of(transfer));
  }

  private CompletableFuture<Long> undo(Member giver, OptionalLong meant) {
    if (undoWithin.isZero()) {
      throw nothing("gifts are not taken back here; ask whoever got it");
    }
    return answered(
        store.write(
            tx -> {
              members.requireOpen(tx, giver.record());
              undo(tx, giver, meant);
              return available(tx, giver.record());
            }));
  }

  private void undo(Transaction tx, Member giver, OptionalLong meant) throws SQLException {
    long account = giver.record().account();
    if (meant.isPresent() && !Gift.isBy(tx, account, meant.getAsLong())) {
      throw new RefusedException(Refusal.NO_SUCH_TRANSFER, "you made no such gift");
    }
    Instant now = clock.instant();
    Gift gift =
        Gift.last(tx, account, now.minus(undoWithin))
            .orElseThrow(() -> nothing("you have given nothing lately"));
    if (meant.isPresent() && meant.getAsLong() != gift.transfer()) {
      throw nothing("only your last gift can be taken back, which is " + gift.transfer());
    }
    if (gift.undone()) {
      throw nothing("your last gift, of " + gift.amount() + " credits, was taken back already");
    }
    // Either way, so that a clock that is set back does not make it longer.
    if (Duration.between(gift.at(), now).abs().compareTo(undoWithin) > 0) {
      throw nothing("your last gift was made at " + gift.at() + ", which is too long ago");
    }
    if (ledger.balance(tx, gift.receiver()).available() < gift.amount()) {
      throw nothing("whoever got your last gift, of " + gift.amount() + ", has spent it");
    }
    String actor = giver.record().actor();
    ledger.move(tx, Transfer.undo(gift), actor, gift.reason() + " taken back");
    tx.afterCommit(() -> giver.did("undo", "gift", gift.reason(), "credits", gift.amount()));
  }

  private static RefusedException nothing(String why) {
    return new RefusedException(Refusal.NOTHING_TO_UNDO, why);
  }

  /**
   * Which grants are as grants were lately, see {@link Usual}.
   *
   * @return whether so many credits are usual, granted or taken back
   */
  public CompletableFuture<LongPredicate> usualGrants(Admin admin) {
    return answered(
        store.read(
            tx -> {
              long largest =
                  AccountHistory.part(tx, Ledger.TREASURY, Optional.empty(), LATELY)
                      .entries()
                      .stream()
                      .filter(entry -> entry.cause().kind() == Kind.GRANT)
                      .mapToLong(entry -> Math.abs(entry.amount()))
                      .max()
                      .orElse(0);
              return credits -> Usual.is(Math.abs(credits), largest);
            }));
  }

  /**
   * Grants a member credits from the treasury, or takes some back.
   *
   * @param reason what for
   * @return what the member has available after it, as for {@link #give}
   */
  public CompletableFuture<Moved> grant(
      Admin admin, MemberRecord to, Amount amount, Remark reason, Optional<IdempotencyKey> key) {
    Repeatable request =
        new Repeatable(
            admin.member(), key, "grant " + to.id() + " " + amount.credits() + " " + reason.text());
    return once(request, to, tx -> grant(tx, admin, to, amount.credits(), reason.text()));
  }

  private long grant(Transaction tx, Admin admin, MemberRecord to, long credits, String reason)
      throws SQLException {
    members.requireOpen(tx, to);
    long before = ledger.balance(tx, to.account()).balance();
    Transfer grant =
        credits > 0
            ? Transfer.of(Kind.GRANT, Ledger.TREASURY, to.account(), credits)
            : Transfer.of(Kind.GRANT, to.account(), Ledger.TREASURY, -credits);
    long transfer = ledger.move(tx, grant, admin.actor(), reason);
    audit.record(
        tx,
        admin.actor(),
        Act.CREDITS.of(to.name(), reason),
        List.of(Trait.BALANCE.of(before)),
        List.of(Trait.BALANCE.of(before + credits)));
    tx.afterCommit(() -> admin.did("grant", "to", to.name(), "credits", credits, "reason", reason));
    return transfer;
  }

  /**
   * A request that may carry a key.
   *
   * @param asker whose key it is
   * @param fingerprint what is asked for, in words that differ whenever the request does
   */
  private record Repeatable(
      Optional<MemberRecord> asker, Optional<IdempotencyKey> key, String fingerprint) {}

  private interface Move {
    /** Returns the number of the transfer. */
    long make(Transaction tx) throws SQLException;
  }

  /** Makes the move unless its key says that it was made before; then it answers as then. */
  private CompletableFuture<Moved> once(Repeatable request, MemberRecord answered, Move move) {
    if (request.key.isEmpty()) {
      return answered(
          store.write(
              tx -> {
                long transfer = move.make(tx);
                return new Moved(transfer, available(tx, answered));
              }));
    }
    String key = request.key.get().text();
    long asker =
        request
            .asker
            .map(MemberRecord::id)
            .orElseThrow(() -> new RefusedException(Refusal.INVALID_KEY, "only members have keys"));
    return answered(
        store.write(
            tx -> {
              Optional<Made> before = keys.findTransfer(tx, asker, key, request.fingerprint);
              if (before.isPresent()) {
                return new Moved(before.get().transfer(), before.get().available());
              }
              long transfer = move.make(tx);
              Made made = new Made(transfer, available(tx, answered));
              keys.rememberTransfer(tx, asker, key, request.fingerprint, made);
              return new Moved(made.transfer(), made.available());
            }));
  }

  private long available(Transaction tx, MemberRecord member) throws SQLException {
    return ledger.balance(tx, member.account()).available();
  }
}
