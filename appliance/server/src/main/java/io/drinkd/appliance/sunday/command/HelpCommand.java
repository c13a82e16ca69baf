package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.Commands;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.List;
import org.pf4j.Extension;

/** {@code HELP [verb]}: the verbs, how they are written, who may use them and what they do. */
@Extension
public final class HelpCommand extends ImmediateCommand {

  public HelpCommand() {
    super("HELP [verb]", Access.ANYONE, "Lists the verbs, or tells of one.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    if (context.arguments().isEmpty()) {
      return context.commands()::listing;
    }
    Command command =
        context
            .commands()
            .named(context.argument(0))
            .orElseThrow(() -> new BadRequestException(ErrorCode.UNKNOWN_VERB));
    return dialect -> Commands.listing(dialect, List.of(command));
  }
}
