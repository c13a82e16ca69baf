package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.control.output.Table.Nested;
import io.drinkd.appliance.service.Bank.Ownership;
import io.drinkd.appliance.service.Bank.Presence;
import io.drinkd.appliance.service.Bank.State;
import picocli.CommandLine.Command;

/** {@code bank status}: how the bank is, who has it, and who owns which machine. */
@Command(
    name = "status",
    description = {
      "Shows the bank, the version of its tables, its appliances, and who owns which machine.",
      "TOOK-BANK-AT is when an appliance last took the bank, and TAKEN-AT when a machine last got that"
          + " owner, whether or not they have them now.",
      "Disturbs nobody. Exits with 1, and says what to do, if the tables are not those of this version,"
          + " the bank takes no writes, or it was put back from a dump."
    })
final class BankStatusCommand extends OperatorCommand {

  private static final Table<Presence> APPLIANCES =
      Table.<Presence>of()
          .column("appliance", Presence::name)
          .column("present", Presence::present)
          .column("took-bank-at", Presence::since)
          .column("batches", Presence::batches)
          .column("takeover-millis", Presence::takeover);

  private static final Table<Ownership> MACHINES =
      Table.<Ownership>of()
          .column("machine", Ownership::machine)
          .column("appliance", Ownership::appliance)
          .column("owned", Ownership::owned)
          .column("taken-at", Ownership::since);

  private static final Table<State> TABLE =
      Table.<State>of()
          .column("bank", State::address)
          .column("server", state -> state.server().version())
          .column("encrypted", state -> state.server().encrypted())
          .column("bytes", state -> state.server().bytes())
          .column("writable", state -> state.server().writable())
          .column("tables", State::tables)
          .column("expected", State::expected)
          .column("appliances", state -> new Nested<>(APPLIANCES, state.appliances()))
          .column("machines", state -> new Nested<>(MACHINES, state.machines()));

  @Override
  public BooksUse books() {
    return BooksUse.BANK;
  }

  @Override
  int run(OperatorContext context) {
    State state = context.bank().status(context.admin());
    context.print().one(TABLE, state);
    boolean current = state.tables() == state.expected();
    if (!current) {
      context.warn("the bank " + state.address() + remedy(state));
    }
    state
        .server()
        .readOnly()
        .ifPresent(why -> context.warn("the bank " + state.address() + ": " + why));
    state.moved().ifPresent(what -> context.warn("the bank " + state.address() + " " + what));
    return current && state.server().writable() && state.moved().isEmpty()
        ? ExitCode.WELL
        : ExitCode.FAILED;
  }

  private static String remedy(State state) {
    if (state.tables() == 0) {
      return " has no books; if it should have some, correct url:, or put back the database that has"
          + " them; for a new bank: drinkd bank init";
    }
    return state.tables() < state.expected()
        ? " was written by an older version; stop all appliances, then: drinkd bank migrate"
        : " was written by a newer version of drinkd; install that version here";
  }
}
