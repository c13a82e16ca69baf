package io.drinkd.appliance.service;

import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;

/** What a directory decides about members is not changed here; of local members it decides none. */
final class DecidedHere {

  private final MemberSettings settings;

  DecidedHere(MemberSettings settings) {
    this.settings = settings;
  }

  /** Throws {@link RefusedException} if something is said of a new member that is decided there. */
  void require(NewMember wanted) {
    if (wanted.password().isPresent() && !wanted.local()) {
      requirePasswords();
    }
    if (!wanted.ibuttons().isEmpty()) {
      requireIbuttons();
    }
    if (wanted.admin() && !wanted.local()) {
      requireAdmins();
    }
  }

  /** Throws {@link RefusedException} if the member's password is kept there. */
  void requirePassword(MemberRecord member) {
    if (!member.local()) {
      requirePasswords();
    }
  }

  private void requirePasswords() {
    if (settings.passwordsInDirectory()) {
      throw new RefusedException(
          Refusal.PASSWORDS_IN_DIRECTORY,
          "passwords are in the LDAP directory (members.source); set them there");
    }
  }

  /** Throws {@link RefusedException} if iButtons are kept there. */
  void requireIbuttons() {
    if (settings.passwordsInDirectory()) {
      throw new RefusedException(
          Refusal.PASSWORDS_IN_DIRECTORY,
          "iButtons are in the LDAP directory (members.source); set them there");
    }
  }

  /** Throws {@link RefusedException} if it is said there whether the member is an admin. */
  void requireAdmin(MemberRecord member) {
    if (!member.local()) {
      requireAdmins();
    }
  }

  private void requireAdmins() {
    if (settings.adminsInDirectory()) {
      throw new RefusedException(
          Refusal.ADMINS_IN_DIRECTORY,
          "a group of the LDAP directory says who is an admin (members.ldap.admin-group); change"
              + " it there");
    }
  }
}
