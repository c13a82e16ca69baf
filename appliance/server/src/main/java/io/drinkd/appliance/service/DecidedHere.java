package io.drinkd.appliance.service;

import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import java.util.Optional;
import java.util.stream.Stream;

/** What a directory decides about members is not changed here; of local members it decides none. */
final class DecidedHere {

  private final MemberSettings settings;

  DecidedHere(MemberSettings settings) {
    this.settings = settings;
  }

  /** Throws {@link RefusedException} if something is said of a new member that is decided there. */
  void require(NewMember wanted) {
    refusals(wanted).findFirst().ifPresent(DecidedHere::refuse);
  }

  /** All that is said of a new member and decided there, each as the refusal of it. */
  Stream<RefusedException> refusals(NewMember wanted) {
    return Stream.of(
            passwords().filter(any -> wanted.password().isPresent() && !wanted.local()),
            ibuttons().filter(any -> !wanted.ibuttons().isEmpty()),
            admins().filter(any -> wanted.admin() && !wanted.local()))
        .flatMap(Optional::stream);
  }

  private static void refuse(RefusedException refusal) {
    throw refusal;
  }

  /** Throws {@link RefusedException} if the member's password is kept there. */
  void requirePassword(MemberRecord member) {
    passwords().filter(any -> !member.local()).ifPresent(DecidedHere::refuse);
  }

  private Optional<RefusedException> passwords() {
    return refusal(
        settings.passwordsInDirectory(),
        Refusal.PASSWORDS_IN_DIRECTORY,
        "passwords are in the LDAP directory (members.source); set them there");
  }

  /** Throws {@link RefusedException} if iButtons are kept there. */
  void requireIbuttons() {
    ibuttons().ifPresent(DecidedHere::refuse);
  }

  private Optional<RefusedException> ibuttons() {
    return refusal(
        settings.passwordsInDirectory(),
        Refusal.PASSWORDS_IN_DIRECTORY,
        "iButtons are in the LDAP directory (members.source); set them there");
  }

  /** Throws {@link RefusedException} if it is said there whether the member is an admin. */
  void requireAdmin(MemberRecord member) {
    admins().filter(any -> !member.local()).ifPresent(DecidedHere::refuse);
  }

  private Optional<RefusedException> admins() {
    return refusal(
        settings.adminsInDirectory(),
        Refusal.ADMINS_IN_DIRECTORY,
        "a group of the LDAP directory says who is an admin (members.ldap.admin-group); change"
            + " it there");
  }

  private static Optional<RefusedException> refusal(boolean decided, Refusal refusal, String why) {
    return decided ? Optional.of(new RefusedException(refusal, why)) : Optional.empty();
  }
}
