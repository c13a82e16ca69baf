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
public final class HelpCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "HELP [verb]";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Lists the verbs, or tells of one.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    if (call.arguments().isEmpty()) {
      return call.commands()::listing;
    }
    Command command =
        call.commands()
            .named(call.argument(0))
            .orElseThrow(() -> new BadRequestException(ErrorCode.UNKNOWN_VERB));
    return dialect -> Commands.listing(dialect, List.of(command));
  }
}
