package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code CODE slot order}: was for boards with a panel of buttons; these have none. */
@Extension
public final class CodeCommand extends ImmediateCommand {

  public CodeCommand() {
    super("CODE slot order", Access.ADMIN, "Is not implemented: no button panel on these boards.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    throw new BadRequestException(ErrorCode.NOT_IMPLEMENTED);
  }
}
