package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberImport.Mistake;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who is a member: joining, changing, leaving, and looking members up. */
public final class Memberships {

  private final Members members;
  private final MemberSettings settings;
  private final DecidedHere decidedHere;
  private final NewMembers newMembers;
  private final ListImport imports;
  private final Logins logins;

  Memberships(Members members, MemberSettings settings, Logins logins) {
    this.members = members;
    this.settings = settings;
    decidedHere = new DecidedHere(settings);
    newMembers = new NewMembers(members, decidedHere);
    imports = new ListImport(members, decidedHere);
    this.logins = logins;
  }

  /**
   * The member whose name is that one, or one that cannot be told apart from it, as by its case
   * alone: people name each other as they sign in. From memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MEMBER}
   */
  public MemberRecord named(Viewer viewer, String name) {
    return members.findAlike(name).orElseThrow(() -> nobody(name));
  }

  /**
   * The member of that name, exact case, for protocols that have always wanted that; from memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MEMBER}
   */
  public MemberRecord exactly(Viewer viewer, String name) {
    return members.find(name).orElseThrow(() -> nobody(name));
  }

  private static RefusedException nobody(String name) {
    return new RefusedException(
        Refusal.NO_SUCH_MEMBER, "there is no member " + Printable.quoted(name));
  }

  /**
   * The member whose name is that one, or one that cannot be told apart from it, as by its case
   * alone: admins and operators name people as they write them. From memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MEMBER}
   */
  public MemberRecord named(Admin admin, String name) {
    return members.findAlike(name).orElseThrow(() -> nobody(name));
  }

  /** Whether there is a member of that name, exact case; from memory. */
  public boolean exists(Admin admin, String name) {
    return members.find(name).isPresent();
  }

  /** All members, by name; from memory. */
  public List<MemberRecord> all(Admin admin) {
    return members.all();
  }

  /** The most members of a page. */
  public static final int PAGE_MAX = 1_000;

  /**
   * Members by name, a page of them; from memory.
   *
   * @param search what the names contain, whatever the case; empty for all
   * @param after the name of the last member before the page; empty for the first page
   * @param most how many, from 1 to {@link #PAGE_MAX}
   * @throws RefusedException {@link Refusal#INVALID_COUNT}
   */
  public List<MemberRecord> page(Admin admin, String search, String after, int most) {
    Page.requireCount(most, PAGE_MAX);
    String wanted = search.toLowerCase(Locale.ROOT);
    return members.all().stream()
        .filter(member -> member.name().compareTo(after) > 0)
        .filter(member -> member.name().toLowerCase(Locale.ROOT).contains(wanted))
        .limit(most)
        .toList();
  }

  /** The member's own iButtons and cards; from the books. */
  public CompletableFuture<List<String>> ibuttons(Member member) {
    return answered(members.ibuttons(member.record()));
  }

  /** Those of another member; from the books. */
  public CompletableFuture<List<String>> ibuttons(Admin admin, MemberRecord member) {
    return answered(members.ibuttons(member));
  }

  /** All iButtons and cards, by the numbers of the members whose they are; from the books. */
  public CompletableFuture<Map<Long, List<String>>> ibuttons(Admin admin) {
    return answered(members.ibuttons());
  }

  /** All that is seen from memory to be wrong with a new member; to add one finds the rest. */
  public List<RefusedException> mistakes(Admin admin, NewMember wanted) {
    return newMembers.mistakes(wanted);
  }

  /**
   * Adds a member, with an account and the credits granted at once, all or nothing.
   *
   * @return the member, once on disk
   * @throws RefusedException if the name, the password or anything else cannot be had
   */
  public CompletableFuture<MemberRecord> add(Admin admin, NewMember wanted) {
    newMembers.require(wanted);
    return answered(
        members
            .add(wanted, admin.actor())
            .thenApply(
                added -> {
                  admin.did(
                      "add-member",
                      "name",
                      added.name(),
                      "admin",
                      added.admin(),
                      "credits",
                      wanted.credits());
                  return added;
                }));
  }

  /**
   * What came of a list of members that were to be added.
   *
   * @param members how many were added; none if there is a mistake
   * @param credits what they were granted, all together
   * @param withoutPassword how many of them have none yet
   * @param mistakes all that is wrong, by line
   */
  public record Imported(int members, long credits, int withoutPassword, List<Mistake> mistakes) {}

  /**
   * Adds all members of a list, or none if there is a mistake in it: comma-separated values with a
   * header of {@code name} and, where wanted, {@code credits}, {@code admin} (yes or no), {@code
   * card} (ids of iButtons or cards with blanks between), {@code floor} and {@code password}, in
   * any order. Whoever is given no password logs in by card until one is set. Each password takes a
   * processor up to 100 ms, the rest next to nothing.
   *
   * @return what came of it, once on disk
   */
  public CompletableFuture<Imported> importCsv(Admin admin, String csv) {
    return answered(imports.carryOut(admin, csv));
  }

  /** What {@link #importCsv} would do with a list now; nothing is done. */
  public CompletableFuture<ImportPreview> previewCsv(Admin admin, String csv) {
    return answered(imports.preview(csv));
  }

  /**
   * Gives a member another name: credits, iButtons, history, open drops and sessions stay the
   * member's. Completes when that is on disk. Fails with {@link Refusal#NAME_TAKEN}. Where the
   * passwords are in a directory, its entry is renamed there.
   *
   * @return the member as renamed
   * @throws RefusedException {@link Refusal#INVALID_NAME}
   */
  public CompletableFuture<MemberRecord> rename(Admin admin, MemberRecord member, String name) {
    return answered(
        members
            .rename(member, name, admin.actor())
            .thenApply(
                renamed -> {
                  admin.did("rename-member", "of", member.name(), "to", renamed.name());
                  return renamed;
                }));
  }

  /**
   * Gives a member a further iButton or card. Completes when that is on disk. Fails with {@link
   * Refusal#IBUTTON_TAKEN}.
   *
   * @throws RefusedException {@link Refusal#INVALID_IBUTTON}, or if that is decided in a directory
   */
  public CompletableFuture<Void> addIbutton(Admin admin, MemberRecord member, String id) {
    decidedHere.requireIbuttons();
    return answered(
        members
            .addIbutton(member, id, admin.actor())
            .thenRun(() -> admin.did("add-ibutton", "of", member.name())));
  }

  /**
   * Takes an iButton or card from a member. Completes when that is on disk. Fails with {@link
   * Refusal#NO_SUCH_IBUTTON}.
   */
  public CompletableFuture<Void> removeIbutton(Admin admin, MemberRecord member, String id) {
    return answered(
        members
            .removeIbutton(member, id, admin.actor())
            .thenRun(() -> admin.did("remove-ibutton", "of", member.name())));
  }

  /**
   * Says whether others may learn how much the member drinks, as {@link Reports#honours} tells.
   *
   * @return the member as changed, once on disk
   * @throws RefusedException {@link Refusal#FORBIDDEN} by a card
   */
  public CompletableFuture<MemberRecord> setPublic(Member member, boolean isPublic) {
    member.require(Right.CHANGE);
    return answered(
        members
            .setPublic(member.record(), isPublic)
            .thenApply(
                changed -> {
                  member.did("set-public", "public", isPublic);
                  return changed;
                }));
  }

  /**
   * Changes the own password of whoever has logged in, as {@link #changePassword(Member, String)}
   * does, but only for somebody who knows the old one. Wrong ones are counted like wrong logins.
   *
   * @return fails with {@link Refusal#WRONG_PASSWORD}
   * @throws RefusedException as {@link Caller#member}, and {@link Refusal#FORBIDDEN} by a card
   */
  public CompletableFuture<Void> changePassword(Caller caller, String old, String password) {
    decidedHere.requirePassword(caller.member().record());
    return logins.confirmed(caller, old).thenCompose(member -> changePassword(member, password));
  }

  /**
   * Changes the member's own password, ends the member's other sessions and tokens, and calls off
   * the member's delayed drops. Completes when that is on disk.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN} by a token or a card
   */
  public CompletableFuture<Void> changePassword(Member member, String password) {
    member.require(Right.MAKE_LOGINS);
    MemberRecord own = member.record();
    decidedHere.requirePassword(own);
    return answered(
        members
            .changePassword(own, password, member.credential().map(Credential::hash), own.actor())
            .thenRun(
                () -> {
                  member.staysLoggedIn();
                  member.did("change-password", "of", own.name());
                }));
  }

  /**
   * Changes anybody's password, ends that member's sessions and tokens, and calls off that member's
   * delayed drops. Completes when that is on disk.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN} if the admin has logged in by a token
   */
  public CompletableFuture<Void> changePassword(Admin admin, MemberRecord member, String password) {
    admin.require(Right.MAKE_LOGINS);
    decidedHere.requirePassword(member);
    return answered(
        members
            .changePassword(member, password, Optional.empty(), admin.actor())
            .thenRun(() -> admin.did("change-password", "of", member.name())));
  }

  /** Whether a directory has the members' passwords, but for those of local members. */
  public boolean passwordsInDirectory() {
    return settings.passwordsInDirectory();
  }

  /**
   * Changes a member, all or nothing. Completes when that is on disk. Fails with {@link
   * Refusal#POOR} if the credits would be below the floor.
   *
   * @throws RefusedException if it is not decided here
   */
  public CompletableFuture<Void> edit(Admin admin, MemberRecord member, MemberEdit edit) {
    if (edit.admin().isPresent()) {
      decidedHere.requireAdmin(member);
    }
    return answered(
        members.edit(member, edit, admin.actor()).thenAccept(edited -> log(admin, edited, edit)));
  }

  private static void log(Admin admin, MemberRecord edited, MemberEdit edit) {
    edit.balance()
        .ifPresent(credits -> admin.did("set-credits", "of", edited.name(), "credits", credits));
    edit.floor().ifPresent(floor -> admin.did("set-floor", "of", edited.name(), "floor", floor));
    edit.admin().ifPresent(flag -> admin.did("set-admin", "of", edited.name(), "admin", flag));
  }

  /**
   * Closes an account. The name and the iButtons are free again; the books keep what was. Completes
   * when that is on disk, and fails if the account has credits or holds, or is the last admin's.
   */
  public CompletableFuture<Void> close(Admin admin, MemberRecord member) {
    return answered(
        members
            .departures()
            .close(member, admin.actor())
            .thenRun(() -> admin.did("close-account", "of", member.name())));
  }

  /**
   * Closes an account as {@link #close} does; the treasury gets its credits, or pays what the
   * member owes.
   *
   * @return the credits that it had
   */
  public CompletableFuture<Long> closeToTreasury(Admin admin, MemberRecord member) {
    return closed(
        admin, member, "the treasury", members.departures().closeToTreasury(member, admin.actor()));
  }

  /**
   * Closes an account as {@link #close} does; another member gets its credits. A member who owes
   * some is refused.
   *
   * @return the credits that it had
   */
  public CompletableFuture<Long> closeTo(Admin admin, MemberRecord member, MemberRecord heir) {
    return closed(
        admin, member, heir.name(), members.departures().closeTo(member, heir, admin.actor()));
  }

  private static CompletableFuture<Long> closed(
      Admin admin, MemberRecord member, String to, CompletableFuture<Long> closing) {
    return answered(
        closing.thenApply(
            credits -> {
              admin.did("close-account", "of", member.name(), "to", to, "credits", credits);
              return credits;
            }));
  }

  /**
   * Makes one of two memberships of the same person: {@code into} gets the credits, or pays what is
   * owed, the iButtons and the history of {@code member}, whose account is closed; all in one
   * transaction. Fails if a drop of {@code member} is open, if nobody else is an admin, or if
   * {@code into} cannot pay.
   *
   * @return the credits that came, once on disk
   */
  public CompletableFuture<Long> merge(Admin admin, MemberRecord member, MemberRecord into) {
    return answered(
        members
            .departures()
            .merge(member, into, admin.actor())
            .thenApply(
                credits -> {
                  admin.did("merge", "of", member.name(), "into", into.name(), "credits", credits);
                  return credits;
                }));
  }
}
