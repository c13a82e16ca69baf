package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import picocli.CommandLine.Command;

/** {@code ledger verify}: verifies the books, and lists the rows that break a rule. */
@Command(
    name = "verify",
    description = "Checks the books; if they are not sound, lists the wrong rows and exits with 3.")
final class LedgerVerifyCommand extends OperatorCommand {

  @Override
  int run(OperatorContext context) {
    Findings findings = context.services().books().verify(context.admin()).join();
    context.print().done(Verified.lines(findings), Verified.TABLE, findings);
    return findings.sound() ? ExitCode.WELL : ExitCode.UNSOUND;
  }
}
