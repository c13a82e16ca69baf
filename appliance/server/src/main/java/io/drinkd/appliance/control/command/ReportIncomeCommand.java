package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.DropReports.IncomeTotals;
import io.drinkd.appliance.service.Reports.By;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code report income}: what was paid for drinks. */
@Command(name = "income", description = "What was paid for drinks, and paid back.")
final class ReportIncomeCommand extends OperatorCommand {

  @Mixin private ReportOptions options;

  @Override
  int run(OperatorContext context) {
    By by = options.by(List.of(By.values()));
    Table<IncomeTotals> table =
        Table.<IncomeTotals>of()
            .column(ReportOptions.word(by), IncomeTotals::group)
            .column("drops", IncomeTotals::drops)
            .column("charged", IncomeTotals::charged)
            .column("refunded", IncomeTotals::refunded)
            .column("income", IncomeTotals::income);
    List<IncomeTotals> totals =
        context
            .services()
            .reports()
            .income(context.admin(), options.period(context), by, context.times().zone())
            .join();
    options.print(context).list(table, totals::forEach);
    return ExitCode.WELL;
  }
}
