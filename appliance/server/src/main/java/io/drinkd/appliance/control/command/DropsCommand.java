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
    context.row(ROW, "ID", "MACHINE", "SLOT", "MEMBER", "PRICE", "SINCE", "REASON");
    for (InDoubtDrop drop : context.services().drops().inDoubt(context.admin()).join()) {
      context.row(
          ROW,
          drop.id(),
          drop.machine(),
          drop.slot(),
          drop.member(),
          drop.price(),
          drop.since(),
          drop.reason());
    }
    return ExitCode.WELL;
  }
}
