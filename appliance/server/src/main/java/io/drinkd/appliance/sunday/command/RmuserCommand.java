package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code RMUSER name}: closes the account of a member who has no credits and no holds. */
@Extension
public final class RmuserCommand implements Command {

  @Override
  public String syntax() {
    return "RMUSER name";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Closes an account that has no credits and no holds.";
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.LAST_ADMIN, ErrorCode.USER_NOT_REMOVED);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    return call.services()
        .memberships()
        .close(call.admin(), call.memberNamed(0))
        .thenApply(closed -> dialect -> dialect.ok("Changes saved."));
  }
}
