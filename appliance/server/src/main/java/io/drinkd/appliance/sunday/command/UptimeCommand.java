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
public final class UptimeCommand extends ImmediateCommand {

  public UptimeCommand() {
    super("UPTIME", Access.ANYONE, "Tells since when the appliance runs.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    String start =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            context.services().about().start().atOffset(ZoneOffset.UTC));
    return dialect -> dialect.ok("Up since: " + start);
  }
}
