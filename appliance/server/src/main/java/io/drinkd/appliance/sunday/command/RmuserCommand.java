package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
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
public final class RmuserCommand extends Command {

  public RmuserCommand() {
    super("RMUSER name", Access.ADMIN, "Closes an account that has no credits and no holds.");
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.LAST_ADMIN, ErrorCode.USER_NOT_REMOVED);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .services()
        .memberships()
        .close(context.admin(), context.memberNamed(0))
        .thenApply(closed -> dialect -> dialect.ok("Changes saved."));
  }
}
