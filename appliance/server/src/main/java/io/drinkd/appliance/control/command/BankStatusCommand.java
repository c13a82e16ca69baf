package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.service.Bank.State;
import io.drinkd.appliance.service.Bank.Taking;
import picocli.CommandLine.Command;

/** {@code bank status}: how the bank is, and who has it. */
@Command(
    name = "status",
    description = {
      "Shows the bank, the version of its tables, and which appliance has it.",
      "Disturbs nobody. Exits with 1 if the tables are not those of this version."
    })
final class BankStatusCommand extends OperatorCommand {

  private static final Table<State> TABLE =
      Table.<State>of()
          .column("bank", State::address)
          .column("server", state -> state.server().version())
          .column("encrypted", state -> state.server().encrypted())
          .column("bytes", state -> state.server().bytes())
          .column("tables", State::tables)
          .column("expected", State::expected)
          .column("taken", State::taken)
          .column("appliance", state -> state.last().map(Taking::appliance))
          .column("since", state -> state.last().map(Taking::since))
          .column("batches", state -> state.last().map(Taking::batches));

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    State state = context.bank().status(context.admin());
    context.print().one(TABLE, state);
    return state.tables() == state.expected() ? ExitCode.WELL : ExitCode.FAILED;
  }
}
