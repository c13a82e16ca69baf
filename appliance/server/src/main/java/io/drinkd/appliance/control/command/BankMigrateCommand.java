package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.Command;

/** {@code bank migrate}: brings the tables of a bank up to date. */
@Command(
    name = "migrate",
    description = {
      "Brings the tables up to date after a newer version was installed.",
      "Stop all appliances first, and copy the bank, for instance with pg_dump."
    })
final class BankMigrateCommand extends OperatorCommand {

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    int from = context.bank().migrate(context.admin());
    int now = context.bank().version();
    String sentence =
        from == now
            ? "nothing to do: the tables have version " + now + " already"
            : "the tables have version " + now + " now; they had version " + from;
    context.print().done(sentence, "from", from);
    return ExitCode.WELL;
  }
}
