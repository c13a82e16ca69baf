package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Stock;
import io.drinkd.appliance.service.Stock.Restocked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code machine restock ID --fill|SLOT=N...}: what somebody has put into the slots. */
@Command(
    name = "restock",
    description = "Sets how many are in several slots of a machine, all at once or none.")
final class MachineRestockCommand extends MachineBooksCommand {

  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final Pattern COUNT = Pattern.compile(NUMBER + "=" + NUMBER);

  private static final Table<Restocked> TABLE =
      Table.<Restocked>of()
          .column("slot", Restocked::slot)
          .column("before", Restocked::before)
          .column("now", Restocked::after)
          .column("item", Restocked::item);

  @Parameters(index = "0", paramLabel = "ID", description = "The machine's id or alias.")
  private String id;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SLOT=N",
      description = "A slot's number, and how many are in it now.")
  private List<String> counts = new ArrayList<>();

  @Option(
      names = "--fill",
      description = "All slots are full: each has as many as it holds, see machine capacity.")
  private boolean fill;

  @Override
  int run(OperatorContext context) {
    if (fill != counts.isEmpty()) {
      throw new UsageException(
          "expected either --fill or what is in the slots now, such as 1=24; nothing was changed");
    }
    Map<Integer, Long> counted = counted();
    MachineView machine = context.machine(id);
    Stock stock = context.services().stock();
    List<Restocked> restocked =
        (fill
                ? stock.fill(context.admin(), machine.id())
                : stock.setCounts(context.admin(), machine.id(), counted))
            .join();
    context.print().list(TABLE, restocked::forEach);
    if (restocked.isEmpty()) {
      context.warn("every slot of " + machine.id() + " has as many as it holds already, or more");
    }
    MachineView now = context.machine(id);
    restocked.forEach(slot -> StockRemarks.warn(context, now, slot.slot()));
    return ExitCode.WELL;
  }

  private Map<Integer, Long> counted() {
    Map<Integer, Long> counted = new HashMap<>();
    for (String text : counts) {
      Matcher count = COUNT.matcher(text);
      if (!count.matches()) {
        throw new UsageException(
            "found " + text + ", expected a slot and its count such as 1=24; nothing was changed");
      }
      int slot = Integer.parseInt(count.group(1));
      if (counted.putIfAbsent(slot, Long.valueOf(count.group(2))) != null) {
        throw new UsageException("found slot " + slot + " twice; nothing was changed");
      }
    }
    return counted;
  }
}
