package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import picocli.CommandLine.Command;

/** {@code ledger verify}: proves that the books are right, or names the rows that disagree. */
@Command(
    name = "verify",
    description = "Checks all rules of the books; ends with 3 and the rows that disagree, if any.")
final class LedgerVerifyCommand extends OperatorCommand {

  @Override
  public int run(OperatorContext context) {
    Findings findings = context.services().books().verify(context.admin()).join();
    findings.disagreements().forEach(context.out()::println);
    context
        .out()
        .printf(
            "%s: %d rules, %d accounts, %d transfers, %d drops%n",
            findings.sound() ? "sound" : "NOT SOUND",
            findings.rules(),
            findings.accounts(),
            findings.transfers(),
            findings.drops());
    return findings.sound() ? ExitCode.WELL : ExitCode.UNSOUND;
  }
}
