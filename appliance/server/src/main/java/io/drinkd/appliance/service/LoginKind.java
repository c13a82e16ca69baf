package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody has logged in by, and so what the login is good for: the one place that says so.
 * What is lost or found out more easily than a password is good for less, and never makes a login
 * that would outlast it.
 */
enum LoginKind {
  /** A password has just been shown, or a provider of logins has vouched. */
  PASSWORD("", EnumSet.allOf(Right.class)),

  /** That of a browser, which has begun with one of those. */
  WEB_SESSION("", EnumSet.allOf(Right.class)),

  /** Of a program. */
  TOKEN(
      "a token sets no password and makes no login; log in with the password",
      EnumSet.complementOf(EnumSet.of(Right.MAKE_LOGINS))),

  /** Of a program that only reads. */
  READ_TOKEN("this token is for reading alone", EnumSet.of(Right.LOOK)),

  /** The id of an iButton or card, which can be read from it, and is often short. */
  CARD(
      "a card is for drinks and credits alone; log in with the password",
      EnumSet.of(Right.LOOK, Right.DRINK, Right.SPEND)),

  /** By a card at a kiosk, for drinks of one machine. */
  KIOSK_SESSION("a kiosk is for drinks alone", EnumSet.of(Right.DRINK));

  private final String limit;
  private final Set<Right> rights;

  /**
   * @param limit what is answered to whoever asks for more
   */
  LoginKind(String limit, Set<Right> rights) {
    this.limit = limit;
    this.rights = rights;
  }

  /**
   * Finds out whether a login of this kind is good for that.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN}
   */
  void require(Right right) {
    if (!rights.contains(right)) {
      throw new RefusedException(Refusal.FORBIDDEN, limit);
    }
  }
}
