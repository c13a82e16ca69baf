package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names, passwords and iButtons a member may have. */
public final class MemberRules {

  static final int PASSWORD_LENGTH_MAX = 256;

  static final String NAME_RULE =
      "the name is 1 to 32 letters, digits, dots, underlines or hyphens, and begins with a letter"
          + " or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final Pattern IBUTTON = Pattern.compile("[0-9a-z]{4,64}");

  private MemberRules() {}

  /**
   * The name without its case: two members whose names differ in nothing else would be mistaken.
   */
  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * 1 to 32 letters, digits, dots, underlines or hyphens, beginning with a letter or digit.
   *
   * @throws RefusedException {@link Refusal#INVALID_NAME} if it is something else
   */
  public static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(Refusal.INVALID_NAME, NAME_RULE);
    }
  }

  static void requireValid(NewMember wanted) {
    requireName(wanted.name());
    wanted.password().ifPresent(MemberRules::requirePassword);
    if (wanted.credits() < 0 || wanted.credits() > Ledger.AMOUNT_MAX) {
      throw new RefusedException(
          Refusal.INVALID_AMOUNT, "credits are from 0 to " + Ledger.AMOUNT_MAX);
    }
    for (String id : wanted.ibuttons()) {
      if (!IBUTTON.matcher(id.toLowerCase(Locale.ROOT)).matches()) {
        throw new RefusedException(
            Refusal.INVALID_IBUTTON, "an iButton's id is 4 to 64 letters and digits");
      }
    }
  }

  static void requirePassword(String password) {
    if (password.isEmpty() || password.length() > PASSWORD_LENGTH_MAX) {
      throw new RefusedException(
          Refusal.INVALID_PASSWORD, "the password has 1 to " + PASSWORD_LENGTH_MAX + " characters");
    }
  }
}
