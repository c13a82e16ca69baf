package io.drinkd.appliance.finger;

import java.util.Locale;
import java.util.Optional;

/**
 * What somebody asks.
 *
 * @param full whether all is to be said that there is to say: {@code /W}
 * @param name whom or what it is about; empty for the house
 * @param at what stands behind the name and an at sign: a machine here. Of several at signs it has
 *     all that is behind the first
 */
record FingerQuery(boolean full, String name, Optional<String> at) {

  private static final String FULL = "/W";

  /**
   * The question in a line. Blanks around it do not matter, nor an at sign at its end, which some
   * clients send; {@code /W} may stand before it, as the RFC has it, or behind it.
   */
  static FingerQuery of(String line) {
    String rest = line.strip();
    boolean full = false;
    String upper = rest.toUpperCase(Locale.ROOT);
    if (upper.equals(FULL) || upper.startsWith(FULL + " ")) {
      full = true;
      rest = rest.substring(FULL.length()).strip();
    } else if (upper.endsWith(" " + FULL)) {
      full = true;
      rest = rest.substring(0, rest.length() - FULL.length()).strip();
    }
    if (rest.indexOf('@') == rest.length() - 1 && rest.length() > 1) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int sign = rest.indexOf('@');
    return sign < 0
        ? new FingerQuery(full, rest, Optional.empty())
        : new FingerQuery(full, rest.substring(0, sign), Optional.of(rest.substring(sign + 1)));
  }
}
