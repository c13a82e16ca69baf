package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code ACCTMGRCHK}: whether logins and the ledger work now. */
@Extension
public final class AcctmgrchkCommand implements Command {

  @Override
  public String syntax() {
    return "ACCTMGRCHK";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells whether logins and the books work.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    if (!call.core().members().isReady()) {
      throw new RefusedException(ErrorCode.NOT_READY);
    }
    return call.core().ledger().check().thenApply(works -> new CommandResult.Ready());
  }
}
