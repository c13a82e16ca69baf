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
import io.drinkd.appliance.ledger.Transfer;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Writes down who joins and changes, each with its line in the audit log, and looks up passwords.
 */
final class MemberStore {

  private final Store store;
  private final Ledger ledger;
  private final AuditLog audit;
  private final Clock clock;
  private final long floor;
  private final MemberRegister register;
  private final Credentials credentials;

  /**
   * @param floor what the available credits of members added from now on never go below
   * @param register follows what is written
   * @param credentials end with a new password
   */
  MemberStore(
      Store store,
      Ledger ledger,
      AuditLog audit,
      Clock clock,
      long floor,
      MemberRegister register,
      Credentials credentials) {
    this.store = store;
    this.ledger = ledger;
    this.audit = audit;
    this.clock = clock;
    this.floor = floor;
    this.register = register;
    this.credentials = credentials;
  }

  /**
   * What a password is checked against.
   *
   * @param member the member's number
   * @param hash empty for a member who has no password
   */
  record KnownPassword(long member, Optional<String> hash) {}

  /** The password of the member of that name, if there is one. */
  CompletableFuture<Optional<KnownPassword>> password(String name) {
    return store.read(
        tx ->
            tx.first(
                "SELECT id, password_hash FROM member WHERE folded_name = ? AND closed_at IS NULL",
                row -> new KnownPassword(row.getLong(1), Optional.ofNullable(row.getString(2))),
                MemberRules.folded(name)));
  }

  /** Adds a member who is valid; see {@link Members#add}. */
  CompletableFuture<MemberRecord> add(NewMember wanted, Optional<String> hash, String actor) {
    return store.write(tx -> add(tx, wanted, OptionalLong.empty(), hash, actor));
  }

  /**
   * The same within a transaction.
   *
   * @param ownFloor the member's floor; empty for that of all new members
   */
  MemberRecord add(
      Transaction tx, NewMember wanted, OptionalLong ownFloor, Optional<String> hash, String actor)
      throws SQLException {
    requireFree(tx, wanted);
    long account = ledger.open(tx, account(wanted.name()), ownFloor.orElse(floor));
    long id =
        tx.insert(
            """
            INSERT INTO member
              (name, folded_name, password_hash, admin, local, account, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id\
            """,
            wanted.name(),
            MemberRules.folded(wanted.name()),
            hash.orElse(null),
            wanted.admin(),
            wanted.local(),
            account,
            clock.millis());
    for (String ibutton : wanted.ibuttons()) {
      IbuttonStore.insert(tx, ibutton, id);
    }
    MemberRecord member =
        new MemberRecord(id, wanted.name(), wanted.admin(), wanted.local(), false, account);
    boolean shared = tx.isShared();
    if (shared) {
      // Before the first credits, so that whoever follows them knows whose they are, then or later.
      tx.follow(register.members(), FollowedMembers.Changed.to(member));
    }
    if (wanted.credits() > 0) {
      Transfer first = Transfer.of(Transfer.Kind.GRANT, Ledger.TREASURY, account, wanted.credits());
      ledger.move(tx, first, actor, "first credits");
    }
    Act act = member.local() ? Act.ADDED_LOCAL : Act.ADDED;
    List<Said<Trait>> first = new ArrayList<>(List.of(Trait.CREDITS.of(wanted.credits())));
    ownFloor.ifPresent(floor -> first.add(Trait.FLOOR.of(floor)));
    String kind = member.admin() ? "admin" : "member";
    audit.record(tx, actor, act.of(member.name(), kind), List.of(), first);
    if (!shared) {
      tx.follow(register.members(), FollowedMembers.Changed.to(member));
    }
    return member;
  }

  /**
   * @throws RefusedException if the books have its name already, or one of its iButtons
   */
  static void requireFree(Transaction tx, NewMember wanted) throws SQLException {
    requireNameFree(tx, wanted.name());
    for (String ibutton : wanted.ibuttons()) {
      IbuttonStore.requireFree(tx, ibutton);
    }
  }

  /** Throws {@link RefusedException} if there is a member of such a name. */
  static void requireNameFree(Transaction tx, String name) throws SQLException {
    requireNameFree(tx, name, 0);
  }

  /**
   * @param but the number of a member who may have it
   */
  private static void requireNameFree(Transaction tx, String name, long but) throws SQLException {
    Optional<String> alike =
        tx.first(
            "SELECT name FROM member WHERE folded_name = ? AND closed_at IS NULL AND id <> ?",
            row -> row.getString(1),
            MemberRules.folded(name),
            but);
    if (alike.isPresent()) {
      throw new RefusedException(
          Refusal.NAME_TAKEN, "there is a member " + alike.get() + " already");
    }
  }

  /** See {@link Members#rename}. */
  CompletableFuture<MemberRecord> rename(MemberRecord member, String name, String actor) {
    return store.write(
        tx -> {
          MemberRecord before = read(tx, member);
          if (before.name().equals(name)) {
            return before;
          }
          requireNameFree(tx, name, before.id());
          tx.update(
              "UPDATE member SET name = ?, folded_name = ? WHERE id = ?",
              name,
              MemberRules.folded(name),
              before.id());
          ledger.rename(tx, before.account(), account(name));
          audit.record(
              tx,
              actor,
              Act.RENAMED.of(before.name()),
              List.of(Trait.TEXT.of(before.name())),
              List.of(Trait.TEXT.of(name)));
          MemberRecord renamed = read(tx, before);
          tx.follow(register.members(), FollowedMembers.Changed.to(renamed));
          return renamed;
        });
  }

  /** How the books name a member's account. */
  private static String account(String name) {
    return "member:" + name;
  }

  /** See {@link Members#edit}. */
  CompletableFuture<MemberRecord> edit(MemberRecord member, MemberEdit edit, String actor) {
    return store.write(
        tx -> {
          if (edit.admin().isPresent() && !edit.admin().get()) {
            requireAnotherAdmin(tx, read(tx, member));
          }
          return edit(tx, member, edit, actor);
        });
  }

  /** Notes what a directory says about a member, be it that the house is left without an admin. */
  CompletableFuture<MemberRecord> setAdmin(MemberRecord member, boolean admin, String actor) {
    return store.write(tx -> edit(tx, member, MemberEdit.admin(admin), actor));
  }

  private MemberRecord edit(Transaction tx, MemberRecord member, MemberEdit edit, String actor)
      throws SQLException {
    List<Said<Trait>> before = traits(tx, read(tx, member));
    if (edit.balance().isPresent()) {
      long balance = edit.balance().getAsLong();
      requireOneTransfer(tx, member, balance);
      ledger.setBalance(tx, member.account(), balance, actor, "balance set");
    }
    if (edit.floor().isPresent()) {
      ledger.setFloor(tx, member.account(), edit.floor().getAsLong());
    }
    if (edit.admin().isPresent()) {
      tx.update("UPDATE member SET admin = ? WHERE id = ?", edit.admin().get(), member.id());
    }
    // Not what the caller knew: somebody else may have changed it meanwhile.
    MemberRecord edited = read(tx, member);
    List<Said<Trait>> after = traits(tx, edited);
    if (!after.equals(before)) {
      audit.record(tx, actor, Act.EDITED.of(edited.name()), before, after);
    }
    tx.follow(register.members(), FollowedMembers.Changed.to(edited));
    return edited;
  }

  /** One transfer makes the difference, and moves no more than a transfer may. */
  private void requireOneTransfer(Transaction tx, MemberRecord member, long balance)
      throws SQLException {
    long before = ledger.balance(tx, member.account()).balance();
    if (balance > before + Ledger.AMOUNT_MAX || balance < before - Ledger.AMOUNT_MAX) {
      throw new RefusedException(
          Refusal.INVALID_AMOUNT,
          member.name() + " has " + before + " credits; at most " + Ledger.AMOUNT_MAX + " move");
    }
  }

  /** In the transaction, so that two admins cannot unmake each other at the same time. */
  static void requireAnotherAdmin(Transaction tx, MemberRecord member) throws SQLException {
    if (member.admin()
        && tx.first(
                "SELECT 1 FROM member WHERE admin AND closed_at IS NULL AND id <> ? LIMIT 1",
                row -> true,
                member.id())
            .isEmpty()) {
      throw new RefusedException(
          Refusal.LAST_ADMIN, "the only admin is " + member.name() + "; make another one first");
    }
  }

  /** The member as the books have it now, who may have been closed since it was looked up. */
  static MemberRecord read(Transaction tx, MemberRecord member) throws SQLException {
    return tx.first(
            "SELECT name, admin, local, public, account FROM member WHERE id = ? AND closed_at IS"
                + " NULL",
            row ->
                new MemberRecord(
                    member.id(),
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getLong(5)),
            member.id())
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.NO_SUCH_MEMBER, "there is no member " + member.name() + " any more"));
  }

  private List<Said<Trait>> traits(Transaction tx, MemberRecord member) throws SQLException {
    return traits(ledger.balance(tx, member.account()), member);
  }

  /** A member in the audit log. */
  static List<Said<Trait>> traits(Balance now, MemberRecord member) {
    List<Said<Trait>> traits = new ArrayList<>(List.of(Trait.CREDITS.of(now.balance())));
    if (now.floor() != 0) {
      traits.add(Trait.FLOOR.of(now.floor()));
    }
    traits.add((member.admin() ? Trait.ADMIN : Trait.NO_ADMIN).of());
    return traits;
  }

  /** See {@link Members#setPublic}. */
  CompletableFuture<MemberRecord> setPublic(MemberRecord member, boolean isPublic) {
    return store.write(
        tx -> {
          tx.update("UPDATE member SET public = ? WHERE id = ?", isPublic, member.id());
          MemberRecord changed = read(tx, member);
          tx.follow(register.members(), FollowedMembers.Changed.to(changed));
          return changed;
        });
  }

  /** The member as the books have it now; fails if they cannot be read. */
  CompletableFuture<MemberRecord> current(MemberRecord member) {
    return store.read(tx -> read(tx, member));
  }

  /**
   * Keeps the hash of another password, and ends the member's sessions and tokens.
   *
   * @param but the hash by which the token or session is known that stays
   */
  CompletableFuture<Void> changePassword(
      MemberRecord member, String hash, Optional<String> but, String actor) {
    return store.write(
        tx -> {
          String name = read(tx, member).name();
          audit.record(tx, actor, Act.PASSWORD.of(name), List.of(), List.of());
          tx.update("UPDATE member SET password_hash = ? WHERE id = ?", hash, member.id());
          endSessions(tx, member.id(), but);
          return null;
        });
  }

  /** Ends the member's sessions and tokens: at once, and after a restart too. */
  CompletableFuture<Void> endSessions(MemberRecord member) {
    register.endSessions(member.id());
    return store.write(
        tx -> {
          endSessions(tx, member.id(), Optional.empty());
          return null;
        });
  }

  private void endSessions(Transaction tx, long member, Optional<String> but) throws SQLException {
    credentials.deleteAll(tx, member, but);
    long count =
        tx.first(
                """
                UPDATE member SET logins_ended = logins_ended + 1 WHERE id = ?
                RETURNING logins_ended\
                """,
                row -> row.getLong(1),
                member)
            .orElseThrow();
    tx.follow(register.endings(), new FollowedEndings.Ended(member, count));
  }

  /** See {@link Members#requireSession}. */
  void requireSession(Transaction tx, MemberRecord member, long sessionTime) throws SQLException {
    long ended =
        tx.first(
                "SELECT logins_ended FROM member WHERE id = ? AND closed_at IS NULL",
                row -> row.getLong(1),
                member.id())
            .orElse(Long.MAX_VALUE);
    if (!register.knowsEndings(member.id(), ended)
        || !register.isSession(member.id(), sessionTime)) {
      throw new RefusedException(Refusal.NOT_LOGGED_IN, "log in first");
    }
  }
}
