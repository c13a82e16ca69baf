package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who is a member: joining, changing, leaving, and looking members up. */
public final class Memberships {

  private final Members members;
  private final MemberSettings settings;

  Memberships(Members members, MemberSettings settings) {
    this.members = members;
    this.settings = settings;
  }

  /**
   * The member of that name, exact case; from memory.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_MEMBER}
   */
  public MemberRecord named(Viewer viewer, String name) {
    return named(name);
  }

  /** The same for an admin. */
  public MemberRecord named(Admin admin, String name) {
    return named(name);
  }

  private MemberRecord named(String name) {
    return members
        .find(name)
        .orElseThrow(
            () -> new RefusedException(Refusal.NO_SUCH_MEMBER, "there is no member " + name));
  }

  /** Whether there is a member of that name; from memory. */
  public boolean exists(Admin admin, String name) {
    return members.find(name).isPresent();
  }

  /** All members, by name; from memory. */
  public List<MemberRecord> all(Admin admin) {
    return members.all();
  }

  /** All iButtons and cards, by the numbers of the members whose they are; from the books. */
  public CompletableFuture<Map<Long, List<String>>> ibuttons(Admin admin) {
    return answered(members.ibuttons());
  }

  /**
   * Adds a member, with an account and the credits granted at once, all or nothing.
   *
   * @return the member, once on disk
   * @throws RefusedException if the name, the password or anything else cannot be had
   */
  public CompletableFuture<MemberRecord> add(Admin admin, NewMember wanted) {
    MemberRules.requireName(wanted.name());
    Optional<MemberRecord> alike = members.findAlike(wanted.name());
    if (alike.isPresent()) {
      throw new RefusedException(
          Refusal.NAME_TAKEN, "there is a member " + alike.get().name() + " already");
    }
    if (wanted.password().isPresent() && !wanted.local()) {
      requirePasswordsHere();
    }
    if (!wanted.ibuttons().isEmpty() && settings.passwordsInDirectory()) {
      throw new RefusedException(
          Refusal.PASSWORDS_IN_DIRECTORY,
          "iButtons are in the LDAP directory (members.source); set them there");
    }
    if (wanted.admin() && !wanted.local()) {
      requireAdminsHere();
    }
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
   * Changes the member's own password, ends the member's other sessions, and calls off the member's
   * delayed drops. Completes when that is on disk.
   */
  public CompletableFuture<Void> changePassword(Member member, String password) {
    MemberRecord own = member.record();
    requirePasswordHere(own);
    return answered(
        members
            .changePassword(own, password, own.actor())
            .thenRun(
                () -> {
                  member.staysLoggedIn();
                  member.did("change-password", "of", own.name());
                }));
  }

  /**
   * Changes anybody's password, ends that member's sessions, and calls off that member's delayed
   * drops. Completes when that is on disk.
   */
  public CompletableFuture<Void> changePassword(Admin admin, MemberRecord member, String password) {
    requirePasswordHere(member);
    return answered(
        members
            .changePassword(member, password, admin.actor())
            .thenRun(() -> admin.did("change-password", "of", member.name())));
  }

  /** Whether a directory has the members' passwords, but for those of local members. */
  public boolean passwordsInDirectory() {
    return settings.passwordsInDirectory();
  }

  private void requirePasswordHere(MemberRecord member) {
    if (!member.local()) {
      requirePasswordsHere();
    }
  }

  private void requirePasswordsHere() {
    if (settings.passwordsInDirectory()) {
      throw new RefusedException(
          Refusal.PASSWORDS_IN_DIRECTORY,
          "passwords are in the LDAP directory (members.source); set them there");
    }
  }

  private void requireAdminsHere() {
    if (settings.adminsInDirectory()) {
      throw new RefusedException(
          Refusal.ADMINS_IN_DIRECTORY,
          "a group of the LDAP directory says who is an admin (members.ldap.admin-group); change"
              + " it there");
    }
  }

  /**
   * Changes a member, all or nothing. Completes when that is on disk. Fails with {@link
   * Refusal#POOR} if the credits would be below the floor.
   *
   * @throws RefusedException if it is not decided here
   */
  public CompletableFuture<Void> edit(Admin admin, MemberRecord member, MemberEdit edit) {
    if (edit.admin().isPresent() && !member.local()) {
      requireAdminsHere();
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
            .close(member, admin.actor())
            .thenRun(() -> admin.did("close-account", "of", member.name())));
  }
}
