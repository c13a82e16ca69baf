package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** What is wrong, a line each, and what was checked. */
  static String lines(Findings findings) {
    return Stream.concat(findings.disagreements().stream(), Stream.of(sentenceWithRules(findings)))
        .collect(Collectors.joining("\n"));
  }

  private static String sentenceWithRules(Findings findings) {
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
