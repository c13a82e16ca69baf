package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.BoardReadings;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.Dialect;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pf4j.Extension;

/**
 * {@code MACHINES}: the machines of the house, and whether they can take orders. An admin gets what
 * else their boards report behind that, such as {@code door=open}.
 */
@Extension
public final class MachinesCommand extends ImmediateCommand {

  public MachinesCommand() {
    super("MACHINES", Access.ANYONE, "Lists the machines.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    StringBuilder rows = new StringBuilder();
    int count = 0;
    for (MachineView machine : context.services().catalog().all()) {
      rows.append(machine.id()).append(" \"").append(machine.name()).append("\" ");
      rows.append(machine.state());
      if (context.isOfAdmin()) {
        readings(machine.readings()).forEach(word -> rows.append(' ').append(word));
      }
      rows.append('\n');
      count++;
    }
    int machines = count;
    return dialect -> dialect.list(rows, machines, "Machines retrieved");
  }

  private static List<String> readings(BoardReadings readings) {
    List<String> words = new ArrayList<>();
    readings.door().ifPresent(door -> words.add("door=" + door));
    readings.power().ifPresent(power -> words.add("power=" + power));
    readings
        .temperatures()
        .forEach((name, last) -> words.add("temp-" + name + "=" + degrees(last.celsius())));
    readings.counts().forEach((slot, count) -> words.add("count-" + slot + "=" + count.value()));
    return words;
  }

  private static String degrees(double celsius) {
    return String.format(Locale.ROOT, "%.1f", Dialect.fahrenheit(celsius));
  }
}
