package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code SERVERSTAT}: the machines and whether they are connected, as JSON. */
@Extension
public final class ServerstatCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "SERVERSTAT";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells in JSON which machines are connected.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    return dialect -> dialect.serverStatus(call.services().catalog().all());
  }
}
