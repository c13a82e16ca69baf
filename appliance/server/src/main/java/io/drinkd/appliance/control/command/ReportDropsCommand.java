package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.DropReports.DropTotals;
import io.drinkd.appliance.service.Reports.By;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code report drops}: how many drops fell. */
@Command(name = "drops", description = "How many drops fell, and how many did not.")
final class ReportDropsCommand extends OperatorCommand {

  @Mixin private ReportOptions options;

  @Override
  int run(OperatorContext context) {
    By by = options.by(List.of(By.values()));
    Table<DropTotals> table =
        Table.<DropTotals>of()
            .column(ReportOptions.word(by), DropTotals::group)
            .column("fell", DropTotals::fell)
            .column("failed", DropTotals::failed)
            .column("open", DropTotals::open)
            .column("credits", DropTotals::credits);
    List<DropTotals> totals =
        context
            .services()
            .reports()
            .drops(context.admin(), options.period(context), by, context.times().zone())
            .join();
    options.print(context).list(table, totals::forEach);
    return ExitCode.WELL;
  }
}
