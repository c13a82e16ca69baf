package io.drinkd.appliance.member;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.MemberException.Kind;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names, passwords and iButtons a member may have. */
public final class MemberRules {

  static final int PASSWORD_LENGTH_MAX = 256;

  /** What a name must be, for whoever chose another one. */
  public static final String NAME_RULE =
      "the name is 1 to 32 letters, digits, dots, underlines or hyphens, and begins with a letter"
          + " or digit";

  /** What a password must be, for whoever chose another one. */
  public static final String PASSWORD_RULE =
      "the password has 1 to " + PASSWORD_LENGTH_MAX + " characters";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final Pattern IBUTTON = Pattern.compile("[0-9a-z]{4,64}");

  private MemberRules() {}

  /** 1 to 32 letters, digits, dots, underlines or hyphens, beginning with a letter or digit. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The name without its case: two members whose names differ in nothing else would be mistaken.
   */
  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** 1 to 256 characters. */
  public static boolean isPassword(String password) {
    return !password.isEmpty() && password.length() <= PASSWORD_LENGTH_MAX;
  }

  static void requireValid(NewMember wanted) {
    if (!isName(wanted.name())) {
      throw new MemberException(Kind.INVALID_NAME, NAME_RULE);
    }
    wanted.password().ifPresent(MemberRules::requireValidPassword);
    if (wanted.credits() < 0 || wanted.credits() > Ledger.AMOUNT_MAX) {
      throw new MemberException(Kind.INVALID_CREDITS, "credits are from 0 to " + Ledger.AMOUNT_MAX);
    }
    for (String id : wanted.ibuttons()) {
      if (!IBUTTON.matcher(id.toLowerCase(Locale.ROOT)).matches()) {
        throw new MemberException(
            Kind.INVALID_IBUTTON, "an iButton's id is 4 to 64 letters and digits");
      }
    }
  }

  static void requireValidPassword(String password) {
    if (!isPassword(password)) {
      throw new MemberException(Kind.INVALID_PASSWORD, PASSWORD_RULE);
    }
  }
}
