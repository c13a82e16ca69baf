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
public final class WatchCommand extends ImmediateCommand {

  public WatchCommand() {
    super("WATCH [number]", Access.ANYONE, "Tells of events from now on.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    OptionalLong after =
        context.arguments().isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(
                context
                    .naturalNumber(0)
                    .orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_PARAMETERS)));
    long from = context.watch(after);
    return dialect -> dialect.ok("Watching from " + from + ".");
  }
}
