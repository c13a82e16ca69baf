package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which names, passwords and iButtons a member may have. */
public final class MemberRules {

  /** As many as clients of all ages have set. */
  static final int PASSWORD_LENGTH_MIN = 4;

  /** In characters. */
  public static final int PASSWORD_LENGTH_MAX = 256;

  /** Longer than any name, however somebody spells it. */
  static final int TYPED_NAME_MAX = 64;

  static final String NAME_RULE =
      "the name is 1 to 32 letters, digits, dots, underlines or hyphens, and begins with a letter"
          + " or digit";

  /** Commands name some of them where they also name members. */
  private static final Set<String> HOUSE_ACCOUNTS = Set.of("sales", "treasury", "adjustment");

  private static final int NAME_LENGTH_MAX = 32;

  /** What all scripts have. */
  private static final Set<UnicodeScript> OF_ANY =
      EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

  /** What people of East Asia write together, in which nothing looks like a Latin letter. */
  private static final Set<UnicodeScript> WITH_LATIN =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);

  /** Of any script, some of whose letters are not whole without a mark. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{Nd}]\\p{M}{0,2}(?:[\\p{L}\\p{Nd}._-]\\p{M}{0,2})*");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\x85\\p{Z}]+");

  /** What nobody sees, and directories pass over when they compare (RFC 4518). */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\x{34f}\\x{1806}\\x{180b}-\\x{180d}\\x{fe00}-\\x{fe0f}\\x{fffc}]");

  /** A quote before a blank ends an argument of a line, and a control character the line. */
  private static final Pattern UNSAYABLE = Pattern.compile("\"[ \t]|\\p{Cc}");

  private static final Pattern IBUTTON = Pattern.compile("[0-9a-z]{4,64}");

  private MemberRules() {}

  /**
   * The name as the books spell it: a letter with its accents in as few characters as there are.
   */
  static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /**
   * What is left of a name when all is taken away by which two members cannot be told apart: case,
   * blanks, what is not seen, and other forms of the same letters. Directories compare like that.
   */
  public static String folded(String name) {
    String seen = UNSEEN.matcher(BLANKS.matcher(name).replaceAll(" ")).replaceAll("").strip();
    String compatible = Normalizer.normalize(seen, Normalizer.Form.NFKC);
    String lower = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  /** The id of an iButton or card as the books spell it; its case does not matter. */
  static String ibutton(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /**
   * 1 to 32 letters and digits of any script, dots, underlines or hyphens, beginning with a letter
   * or digit.
   *
   * @throws RefusedException {@link Refusal#INVALID_NAME} if it is something else, or the name of
   *     an account of the house
   */
  public static void requireName(String name) {
    String composed = composed(name);
    if (composed.codePointCount(0, composed.length()) > NAME_LENGTH_MAX
        || Printable.hasHidden(composed)
        || !NAME.matcher(composed).matches()) {
      throw new RefusedException(
          Refusal.INVALID_NAME, NAME_RULE + "; found " + Printable.quoted(name));
    }
    if (isMixed(composed)) {
      throw new RefusedException(
          Refusal.INVALID_NAME,
          "the letters of a name are of one script, so that nobody takes it for another; found "
              + Printable.quoted(name));
    }
    if (HOUSE_ACCOUNTS.contains(folded(composed))) {
      throw new RefusedException(
          Refusal.INVALID_NAME,
          "found name "
              + Printable.quoted(name)
              + ", which an account of the house has; choose another one");
    }
  }

  /** Whether a letter may look like one of another script, such as a Cyrillic e in a Latin name. */
  private static boolean isMixed(String name) {
    Set<UnicodeScript> scripts =
        name.codePoints()
            .filter(Character::isLetter)
            .mapToObj(UnicodeScript::of)
            .collect(Collectors.toSet());
    scripts.removeAll(OF_ANY);
    return scripts.size() > 1 && !WITH_LATIN.containsAll(scripts);
  }

  static void requireValid(NewMember wanted) {
    requireName(wanted.name());
    wanted.password().ifPresent(MemberRules::requirePassword);
    requireCredits(wanted.credits());
    wanted.ibuttons().forEach(MemberRules::requireIbutton);
  }

  /** All rules that a new member breaks, in their order; empty if none. */
  public static List<RefusedException> mistakes(NewMember wanted) {
    List<Runnable> rules = new ArrayList<>();
    rules.add(() -> requireName(wanted.name()));
    wanted.password().ifPresent(typed -> rules.add(() -> requirePassword(typed)));
    rules.add(() -> requireCredits(wanted.credits()));
    wanted.ibuttons().forEach(id -> rules.add(() -> requireIbutton(id)));
    return rules.stream().flatMap(rule -> broken(rule).stream()).toList();
  }

  private static Optional<RefusedException> broken(Runnable rule) {
    try {
      rule.run();
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e);
    }
  }

  /** The first credits of a member. */
  static void requireCredits(long credits) {
    if (credits < 0 || credits > Ledger.AMOUNT_MAX) {
      throw new RefusedException(
              Refusal.INVALID_AMOUNT,
              "credits are from 0 to " + Ledger.AMOUNT_MAX + "; found " + credits)
          .about("credits");
    }
  }

  static void requireIbutton(String id) {
    if (!IBUTTON.matcher(ibutton(id)).matches()) {
      throw new RefusedException(
          Refusal.INVALID_IBUTTON, "an iButton's id is 4 to 64 letters and digits");
    }
  }

  /**
   * Every door must be able to say it: whoever has set it at a page may have a client of lines, in
   * which {@code PASS "two words"} says two words.
   *
   * @throws RefusedException {@link Refusal#INVALID_PASSWORD}
   */
  static void requirePassword(String password) {
    if (password.length() < PASSWORD_LENGTH_MIN || password.length() > PASSWORD_LENGTH_MAX) {
      throw new RefusedException(
          Refusal.INVALID_PASSWORD,
          "the password has " + PASSWORD_LENGTH_MIN + " to " + PASSWORD_LENGTH_MAX + " characters");
    }
    if (UNSAYABLE.matcher(password).find()) {
      throw new RefusedException(
          Refusal.INVALID_PASSWORD,
          "PASS cannot say that password: it has a quote before a blank, or a character that is not"
              + " seen, such as the end of a line");
    }
  }
}
