package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Set;
import org.pf4j.Extension;

/** {@code ISVALIDUSER name}: whether there is a member of that name. */
@Extension
public final class IsvaliduserCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "ISVALIDUSER name";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Tells whether there is a member of that name.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of();
  }

  @Override
  public CommandResult answer(CommandContext call) {
    String name = call.argument(0);
    return new CommandResult.MemberKnown(name, call.core().members().find(name).isPresent());
  }
}
