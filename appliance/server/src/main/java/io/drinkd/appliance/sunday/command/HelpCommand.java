package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.List;
import java.util.Set;
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
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.UNKNOWN_VERB);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    if (call.arguments().isEmpty()) {
      return call.commands().listing();
    }
    return call.commands()
        .named(call.argument(0))
        .<CommandResult>map(command -> new CommandResult.Verbs(List.of(command)))
        .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_VERB));
  }
}
