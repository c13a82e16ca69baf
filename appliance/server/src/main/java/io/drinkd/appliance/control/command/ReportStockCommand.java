package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.DropReports.StockTotals;
import io.drinkd.appliance.service.Reports.By;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code report stock}: what is in the slots, and how it came and went. */
@Command(
    name = "stock",
    description = "What is in the slots now, and what fell and was put in meanwhile.")
final class ReportStockCommand extends OperatorCommand {

  private static final Table<StockTotals> BY_SLOT =
      Table.<StockTotals>of()
          .column("machine", StockTotals::machine)
          .column("slot", StockTotals::slot)
          .column("count", StockTotals::count)
          .column("capacity", StockTotals::capacity)
          .column("fell", StockTotals::fell)
          .column("put-in", StockTotals::moved)
          .column("item", StockTotals::item);

  /** The sums over all slots with one item. */
  private record ItemTotals(String item, long slots, StockTotals sum) {

    ItemTotals and(ItemTotals more) {
      StockTotals a = sum;
      StockTotals b = more.sum;
      return new ItemTotals(
          item,
          slots + more.slots,
          new StockTotals(
              "",
              0,
              item,
              a.count() + b.count(),
              a.capacity() + b.capacity(),
              a.fell() + b.fell(),
              a.moved() + b.moved()));
    }
  }

  private static final Table<ItemTotals> BY_ITEM =
      Table.<ItemTotals>of()
          .column("item", ItemTotals::item)
          .column("slots", ItemTotals::slots)
          .column("count", totals -> totals.sum().count())
          .column("capacity", totals -> totals.sum().capacity())
          .column("fell", totals -> totals.sum().fell())
          .column("put-in", totals -> totals.sum().moved());

  @Mixin private ReportOptions options;

  @Override
  int run(OperatorContext context) {
    By by = options.by(List.of(By.MACHINE, By.ITEM));
    List<StockTotals> slots =
        context.services().reports().stock(context.admin(), options.period(context)).join();
    if (by == By.MACHINE) {
      options.print(context).list(BY_SLOT, slots::forEach);
      return ExitCode.WELL;
    }
    SortedMap<String, ItemTotals> items = new TreeMap<>();
    slots.forEach(
        slot -> items.merge(slot.item(), new ItemTotals(slot.item(), 1, slot), ItemTotals::and));
    options.print(context).list(BY_ITEM, items.values()::forEach);
    return ExitCode.WELL;
  }
}
