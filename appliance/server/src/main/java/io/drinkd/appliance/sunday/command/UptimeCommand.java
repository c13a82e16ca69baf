package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Set;
import org.pf4j.Extension;

/** {@code UPTIME}: since when the appliance runs. */
@Extension
public final class UptimeCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "UPTIME";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells since when the appliance runs.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of();
  }

  @Override
  public CommandResult answer(CommandContext call) {
    return new CommandResult.UpSince(call.core().start());
  }
}
