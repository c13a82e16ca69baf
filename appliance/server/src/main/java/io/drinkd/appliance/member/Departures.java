package io.drinkd.appliance.member;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.credential.Credentials;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.ledger.Transfer.Kind;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Writes down who leaves, and where what they had goes: nowhere, to the house, to another member.
 * What the books have of them stays as it is, under their own account.
 */
public final class Departures {

  private static final String TREASURY = "the treasury";

  private final Store store;
  private final Ledger ledger;
  private final AuditLog audit;
  private final Clock clock;
  private final MemberRegister register;
  private final Credentials credentials;

  /**
   * @param register follows what is written
   * @param credentials go with the member
   */
  Departures(
      Store store,
      Ledger ledger,
      AuditLog audit,
      Clock clock,
      MemberRegister register,
      Credentials credentials) {
    this.store = store;
    this.ledger = ledger;
    this.audit = audit;
    this.clock = clock;
    this.register = register;
    this.credentials = credentials;
  }

  /**
   * Closes a member's account. The name and the iButtons are free again; the books keep what was.
   *
   * @param actor who does it
   * @return fails with a {@link RefusedException} if there are credits or holds, or nobody else is
   *     an admin
   */
  public CompletableFuture<Void> close(MemberRecord member, String actor) {
    return store.write(
        tx -> {
          Leaving leaving = leaving(tx, member);
          long left = ledger.balance(tx, leaving.member.account()).balance();
          if (left != 0) {
            throw new RefusedException(
                Refusal.ACCOUNT_NOT_EMPTY,
                String.format(
                    Locale.ROOT,
                    "the account of %s has %d credits; set them to 0 first",
                    leaving.member.name(),
                    left));
          }
          close(tx, leaving, List.of(), actor);
          return null;
        });
  }

  /**
   * Closes a member's account as {@link #close(MemberRecord, String)} does; the treasury gets the
   * credits, or pays what the member owes.
   *
   * @return the credits that the account had
   */
  public CompletableFuture<Long> closeToTreasury(MemberRecord member, String actor) {
    return store.write(
        tx -> {
          Leaving leaving = leaving(tx, member);
          return closeTo(tx, leaving, Ledger.TREASURY, TREASURY, actor);
        });
  }

  /**
   * Closes a member's account as {@link #close(MemberRecord, String)} does; another member gets the
   * credits.
   *
   * @return the credits that the account had; fails with {@link Refusal#ACCOUNT_NOT_EMPTY} also if
   *     the member owes some
   */
  public CompletableFuture<Long> closeTo(MemberRecord member, MemberRecord heir, String actor) {
    return store.write(
        tx -> {
          Leaving leaving = leaving(tx, member);
          MemberRecord to = MemberStore.read(tx, heir);
          requireOther(leaving.member, to);
          long owed = -ledger.balance(tx, leaving.member.account()).balance();
          if (owed > 0) {
            throw new RefusedException(
                Refusal.ACCOUNT_NOT_EMPTY,
                leaving.member.name() + " owes " + owed + " credits, which only the treasury pays");
          }
          return closeTo(tx, leaving, to.account(), to.name(), actor);
        });
  }

  private long closeTo(Transaction tx, Leaving leaving, long account, String to, String actor)
      throws SQLException {
    MemberRecord member = leaving.member;
    long left = ledger.balance(tx, member.account()).balance();
    String reason = "account of " + member.name() + " closed";
    ledger.empty(tx, Kind.CLOSE, member.account(), account, actor, reason);
    close(tx, leaving, List.of(Trait.CLOSED.of(left, to)), actor);
    return left;
  }

  /**
   * Makes one of two memberships of the same person: {@code into} gets the credits, or pays what is
   * owed, the iButtons and the history of {@code member}, whose account is closed.
   *
   * @param actor who does it
   * @return the credits that came, once on disk; fails with a {@link RefusedException} if a drop of
   *     {@code member} is open, nobody else is an admin, or {@code into} cannot pay
   */
  public CompletableFuture<Long> merge(MemberRecord member, MemberRecord into, String actor) {
    return store.write(
        tx -> {
          Leaving leaving = leaving(tx, member);
          MemberRecord from = leaving.member;
          MemberRecord to = MemberStore.read(tx, into);
          requireOther(from, to);
          long moved = ledger.balance(tx, from.account()).balance();
          String reason = "merge of " + from.name() + " into " + to.name();
          ledger.empty(tx, Kind.MERGE, from.account(), to.account(), actor, reason);
          tx.update("UPDATE ibutton SET member = ? WHERE member = ?", to.id(), from.id());
          credentials.merge(tx, from.id(), to.id());
          close(tx, leaving, List.of(Trait.MERGED.of(to.name(), moved)), actor);
          tx.update("UPDATE member SET merged_into = ? WHERE merged_into = ?", to.id(), from.id());
          tx.update("UPDATE member SET merged_into = ? WHERE id = ?", to.id(), from.id());
          return moved;
        });
  }

  /**
   * A member who may leave, in the transaction.
   *
   * @param before what the audit log says that the member was
   */
  private record Leaving(MemberRecord member, List<Said<Trait>> before) {}

  /** Finds out whether a member may leave, credits aside. */
  private Leaving leaving(Transaction tx, MemberRecord member) throws SQLException {
    MemberRecord now = MemberStore.read(tx, member);
    MemberStore.requireAnotherAdmin(tx, now);
    Balance last = ledger.balance(tx, now.account());
    // A drop of something that costs nothing holds no credits, and is open all the same.
    if (last.held() != 0 || ledger.hasOpenDrops(tx, now.account())) {
      throw new RefusedException(
          Refusal.ACCOUNT_NOT_EMPTY,
          "a drop of "
              + now.name()
              + " holds "
              + last.held()
              + " credits; wait until it is settled, or resolve it if it is in doubt");
    }
    return new Leaving(now, MemberStore.traits(last, now));
  }

  private static void requireOther(MemberRecord leaving, MemberRecord other) {
    if (leaving.id() == other.id()) {
      throw new RefusedException(
          Refusal.TO_ONESELF, "the two are one member, " + leaving.name() + "; name another one");
    }
  }

  /** The account is empty. */
  private void close(Transaction tx, Leaving leaving, List<Said<Trait>> after, String actor)
      throws SQLException {
    MemberRecord member = leaving.member;
    audit.record(tx, actor, Act.CLOSED.of(member.name()), leaving.before, after);
    ledger.close(tx, member.account());
    tx.update("UPDATE member SET closed_at = ? WHERE id = ?", clock.millis(), member.id());
    tx.update("DELETE FROM ibutton WHERE member = ?", member.id());
    credentials.forget(tx, member.id());
    tx.follow(register.members(), FollowedMembers.Changed.left(member));
  }
}
