package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code ACCTMGRCHK}: whether logins and the ledger work now. */
@Extension
public final class AcctmgrchkCommand extends Command {

  public AcctmgrchkCommand() {
    super("ACCTMGRCHK", Access.ANYONE, "Tells whether logins and the books work.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .services()
        .health()
        .check()
        .thenApply(works -> dialect -> dialect.ok("Account server subsystem running."));
  }
}
