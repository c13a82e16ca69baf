package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.Command;

/** {@code bank migrate}: brings the tables of a bank up to date. */
@Command(
    name = "migrate",
    description = {
      "Brings the tables up to date after a newer version was installed.",
      "No appliance may have the bank. Copy it first, for instance with pg_dump."
    })
final class BankMigrateCommand extends OperatorCommand {

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    int from = context.bank().migrate(context.admin());
    context.print().done("the tables are up to date; they had version " + from, "from", from);
    return ExitCode.WELL;
  }
}
