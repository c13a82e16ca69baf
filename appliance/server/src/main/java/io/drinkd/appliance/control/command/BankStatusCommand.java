package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.service.Bank.State;
import io.drinkd.appliance.store.postgres.BankSetup.Taking;
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
          .column("server", state -> state.found().server())
          .column("encrypted", state -> state.found().encrypted())
          .column("bytes", state -> state.found().bytes())
          .column("tables", state -> state.found().tables())
          .column("expected", state -> state.found().expected())
          .column("taken", state -> state.found().taken())
          .column("appliance", state -> state.found().last().map(Taking::appliance))
          .column("since", state -> state.found().last().map(Taking::since))
          .column("batches", state -> state.found().last().map(Taking::batches));

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    State state = context.bank().status(context.admin());
    context.print().one(TABLE, state);
    return state.found().tables() == state.found().expected() ? ExitCode.WELL : ExitCode.FAILED;
  }
}
