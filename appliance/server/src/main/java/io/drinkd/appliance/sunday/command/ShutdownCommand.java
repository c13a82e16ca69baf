package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.Core;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code SHUTDOWN [-r]}: stops the appliance cleanly, or starts it again; only where the
 * configuration allows it.
 */
@Extension
public final class ShutdownCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "SHUTDOWN [-r]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Stops the appliance, or with -r starts it again.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.INVALID_PARAMETERS);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    boolean again = !call.arguments().isEmpty();
    if (again && !call.argument(0).equals("-r")) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    call.core().stopSwitch().orElseThrow().stop(again);
    return new CommandResult.Stopping(again);
  }

  @Override
  public boolean isAllowedBy(Core core) {
    return core.stopSwitch().isPresent();
  }
}
