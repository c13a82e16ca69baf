package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import java.util.Locale;

/** How commands print what the verification of books has found. */
final class Verified {

  static final Table<Findings> TABLE =
      Table.<Findings>of()
          .column("sound", Findings::sound)
          .column("rules", Findings::rules)
          .column("accounts", Findings::accounts)
          .column("transfers", Findings::transfers)
          .column("drops", Findings::drops)
          .column("disagreements", Findings::disagreements);

  private Verified() {}

  static String sentence(Findings findings) {
    return (findings.sound() ? "sound, " : "NOT SOUND, ") + counts(findings);
  }

  static String sentenceWithRules(Findings findings) {
    return (findings.sound() ? "sound: " : "NOT SOUND: ")
        + findings.rules()
        + " rules, "
        + counts(findings);
  }

  private static String counts(Findings findings) {
    return String.format(
        Locale.ROOT,
        "%d accounts, %d transfers, %d drops",
        findings.accounts(),
        findings.transfers(),
        findings.drops());
  }
}
