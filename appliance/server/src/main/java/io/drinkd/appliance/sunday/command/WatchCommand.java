package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.OptionalLong;
import org.pf4j.Extension;

/**
 * {@code WATCH [number]}: sends events from now on, or from the one after that number, as lines
 * between the replies.
 */
@Extension
public final class WatchCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "WATCH [number]";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells of events from now on.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    OptionalLong after =
        call.arguments().isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(
                call.naturalNumber(0)
                    .orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_PARAMETERS)));
    long from = call.watch(after);
    return dialect -> dialect.ok("Watching from " + from + ".");
  }
}
