package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
  public CommandResult answer(CommandContext call) {
    String start =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            call.services().about().start().atOffset(ZoneOffset.UTC));
    return dialect -> dialect.ok("Up since: " + start);
  }
}
