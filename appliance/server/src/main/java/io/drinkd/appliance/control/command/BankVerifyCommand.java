package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import picocli.CommandLine.Command;

/** {@code bank verify}: verifies the books in the bank, whoever has it. */
@Command(
    name = "verify",
    description = {
      "Checks the books in the bank, as ledger verify does; appliances may use it meanwhile.",
      "Disturbs nobody. If they are not sound, lists the wrong rows and exits with 3."
    })
final class BankVerifyCommand extends OperatorCommand {

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    Findings findings = context.bank().verify(context.admin());
    context.print().done(Verified.lines(findings), Verified.TABLE, findings);
    return findings.sound() ? ExitCode.WELL : ExitCode.UNSOUND;
  }
}
