package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.LoginCommand;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code IBUTTON id}: logs in by the id of a registered iButton or card, whose case does not
 * matter. The id is all it takes, so no log shows it.
 */
@Extension
public final class IbuttonCommand implements LoginCommand {

  @Override
  public String syntax() {
    return "IBUTTON id";
  }

  @Override
  public String purpose() {
    return "Logs in by an iButton or card.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.UNKNOWN_IBUTTON, ErrorCode.NOT_READY);
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    Members members = call.core().members();
    String id = call.argument(0);
    return call.core()
        .logins()
        .attempt(Optional.empty(), call.address(), () -> members.authenticateByIbutton(id))
        .thenApply(member -> outcome(call, member));
  }

  private static CommandResult outcome(CommandContext call, Optional<MemberRecord> member) {
    MemberRecord found = member.orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_IBUTTON));
    return new CommandResult.LoggedIn(
        found, call.core().ledger().balance(found.account()).available());
  }
}
