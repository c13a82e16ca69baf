package io.drinkd.appliance.member;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.ledger.IdempotencyKeys.Remembered;
import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.CreditsResult.Kind;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Members' credits changing hands: gifts among members, and grants by admins. Each is one transfer
 * in the ledger; each may carry a key, by which it has its effect once however often it is asked
 * for.
 */
public final class Credits {

  private final Store store;
  private final Ledger ledger;
  private final IdempotencyKeys keys;
  private final AuditLog audit;

  public Credits(Store store, Ledger ledger, IdempotencyKeys keys, AuditLog audit) {
    this.store = store;
    this.ledger = ledger;
    this.keys = keys;
    this.audit = audit;
  }

  /**
   * A member gives credits to another one.
   *
   * @param amount from 1 to {@link Ledger#AMOUNT_MAX}
   * @return how it ended, on disk; tells the giver's available credits
   */
  public CompletableFuture<CreditsResult> give(
      MemberRecord from, MemberRecord to, long amount, Optional<String> key) {
    Repeatable request = new Repeatable(from, key, "give " + to.id() + " " + amount);
    String reason = "gift from " + from.name() + " to " + to.name();
    return once(
        request,
        from,
        tx -> ledger.transfer(tx, from.account(), to.account(), amount, from.actor(), reason));
  }

  /**
   * An admin grants credits from the treasury, or takes some back.
   *
   * @param amount not 0, at most {@link Ledger#AMOUNT_MAX} either way; negative to take
   * @param reason what for; not empty
   * @return how it ended, on disk; tells the available credits of the member who got them
   */
  public CompletableFuture<CreditsResult> grant(
      MemberRecord admin, MemberRecord to, long amount, String reason, Optional<String> key) {
    Repeatable request =
        new Repeatable(admin, key, "grant " + to.id() + " " + amount + " " + reason);
    return once(request, to, tx -> grant(tx, to, amount, admin.actor(), reason));
  }

  private void grant(Transaction tx, MemberRecord to, long amount, String actor, String reason)
      throws SQLException {
    long before = ledger.balance(tx, to.account()).balance();
    if (amount > 0) {
      ledger.transfer(tx, Ledger.TREASURY, to.account(), amount, actor, reason);
    } else {
      ledger.transfer(tx, to.account(), Ledger.TREASURY, -amount, actor, reason);
    }
    String what = "credits of " + to.name() + ": " + reason;
    audit.record(tx, actor, what, before, before + amount);
  }

  private record Repeatable(MemberRecord asker, Optional<String> key, String fingerprint) {}

  private interface Move {
    void make(Transaction tx) throws SQLException;
  }

  /** Makes the move unless its key says that it was made before; then it answers as then. */
  private CompletableFuture<CreditsResult> once(Repeatable request, MemberRecord told, Move move) {
    return guarded(
        store.write(
            tx -> {
              if (request.key.isEmpty()) {
                move.make(tx);
                return result(tx, Kind.DONE, told);
              }
              String key = request.key.get();
              Optional<Remembered> before = keys.find(tx, request.asker.id(), key);
              if (before.isPresent()) {
                return before.get().request().equals(request.fingerprint)
                    ? new CreditsResult(Kind.DONE, before.get().available().orElseThrow())
                    : result(tx, Kind.KEY_REUSED, told);
              }
              move.make(tx);
              CreditsResult done = result(tx, Kind.DONE, told);
              keys.remember(tx, request.asker.id(), key, request.fingerprint, null);
              keys.answer(tx, request.asker.id(), key, done.kind().name(), done.available());
              return done;
            }),
        told);
  }

  private CreditsResult result(Transaction tx, Kind kind, MemberRecord member) throws SQLException {
    return new CreditsResult(kind, ledger.balance(tx, member.account()).available());
  }

  private CompletableFuture<CreditsResult> guarded(
      CompletableFuture<CreditsResult> moving, MemberRecord told) {
    return moving.exceptionallyCompose(
        failure ->
            failure instanceof InsufficientCreditsException
                    || failure.getCause() instanceof InsufficientCreditsException
                ? CompletableFuture.completedFuture(
                    new CreditsResult(Kind.POOR, ledger.balance(told.account()).available()))
                : CompletableFuture.failedFuture(failure));
  }
}
