package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drops --in-doubt}: the drops that somebody has to decide, oldest first. */
@Command(name = "drops", description = "Lists drops.")
final class DropsCommand extends OperatorCommand {

  private static final String ROW = "%8s  %-16s %4s  %-32s %12s  %-24s  %s";

  @Option(
      names = "--in-doubt",
      required = true,
      description = "Drops whose board never answered; decide each with resolve.")
  private boolean inDoubt;

  @Override
  int run(OperatorContext context) {
    context
        .out()
        .println(
            ROW.formatted("ID", "MACHINE", "SLOT", "MEMBER", "PRICE", "SINCE", "REASON").strip());
    context
        .services()
        .drops()
        .inDoubt(context.admin())
        .join()
        .forEach(doubt -> context.out().println(row(doubt)));
    return ExitCode.WELL;
  }

  private static String row(InDoubtDrop doubt) {
    return ROW.formatted(
            doubt.id(),
            doubt.machine(),
            doubt.slot(),
            doubt.member(),
            doubt.price(),
            doubt.since(),
            doubt.reason())
        .strip();
  }
}
