package io.drinkd.appliance.telnet;

import io.drinkd.appliance.failure.RefusedException;
import java.util.Locale;

/** Refusals in words for people. */
final class Sentence {

  private Sentence() {}

  /** Why something was refused, as a sentence. */
  static String of(RefusedException refused) {
    String detail = refused.getMessage();
    String text = detail.isEmpty() ? "refused: " + refused.refusal().word() : detail;
    int first = text.offsetByCodePoints(0, 1);
    String end = text.endsWith(".") ? "" : ".";
    return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first) + end;
  }

  /** So many credits. */
  static String credits(long count) {
    return count + (count == 1 ? " credit" : " credits");
  }
}
