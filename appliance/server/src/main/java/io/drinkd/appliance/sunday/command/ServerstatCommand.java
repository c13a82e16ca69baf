package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code SERVERSTAT}: the machines and whether they are connected, as JSON. */
@Extension
public final class ServerstatCommand extends ImmediateCommand {

  public ServerstatCommand() {
    super("SERVERSTAT", Access.ANYONE, "Tells in JSON which machines are connected.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    return dialect -> dialect.serverStatus(context.services().catalog().all());
  }
}
