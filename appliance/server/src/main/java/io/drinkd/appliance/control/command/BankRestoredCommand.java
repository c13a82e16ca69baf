package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.Command;

/** {@code bank restored}: what is to be done once a dump of a bank was put back. */
@Command(
    name = "restored",
    description = {
      "To be run once after a dump was put back, before an appliance uses it.",
      "Puts its open drops in doubt, because their cans may have fallen since."
    })
final class BankRestoredCommand extends OperatorCommand {

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    int doubted = context.bank().restored(context.admin());
    String sentence =
        doubted == 0
            ? "no drop was open; an appliance may use the bank"
            : doubted
                + (doubted == 1 ? " drop was open and is" : " drops were open and are")
                + " in doubt now; see drops --in-doubt, and decide "
                + (doubted == 1 ? "it" : "each")
                + " with drop resolve";
    context.print().done(sentence, "in-doubt-now", doubted);
    return ExitCode.WELL;
  }
}
