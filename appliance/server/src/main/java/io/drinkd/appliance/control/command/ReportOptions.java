package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.output.Output;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Reports.By;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every report may be told: which time, by what, and for a spreadsheet or not. */
final class ReportOptions {

  @Mixin private Span span;

  @Option(
      names = "--by",
      paramLabel = "day|item|member|machine",
      description = "By what it sums up; stock knows only item and machine (default: the first).")
  private String by = "";

  @Option(names = "--csv", description = "Prints comma-separated values with a header line.")
  private boolean csv;

  Period period(OperatorContext context) {
    return span.period(context);
  }

  Output print(OperatorContext context) {
    return csv ? context.printCsv() : context.print();
  }

  /**
   * By what to sum up.
   *
   * @param known what the report can be summed up by; the first holds if nothing is said
   */
  By by(List<By> known) {
    return by.isEmpty()
        ? known.get(0)
        : known.stream()
            .filter(one -> word(one).equalsIgnoreCase(by))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--by: found "
                            + by
                            + ", expected "
                            + known.stream()
                                .map(ReportOptions::word)
                                .collect(Collectors.joining(", "))));
  }

  static String word(By by) {
    return by.name().toLowerCase(Locale.ROOT);
  }
}
