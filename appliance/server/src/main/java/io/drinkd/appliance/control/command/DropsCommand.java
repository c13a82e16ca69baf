package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drops --in-doubt}: the drops that somebody has to decide, oldest first. */
@Command(
    name = "drops",
    description =
        "With --in-doubt, lists the drops in doubt, which somebody has to decide; drop list has all.")
final class DropsCommand extends OperatorCommand {

  private static final Table<InDoubtDrop> TABLE =
      Table.<InDoubtDrop>of()
          .column("id", InDoubtDrop::id)
          .column("machine", drop -> drop.place().machine())
          .column("slot", drop -> drop.place().slot())
          .column("member", InDoubtDrop::member)
          .column("price", InDoubtDrop::price)
          .column("since", InDoubtDrop::since)
          .column("reason", InDoubtDrop::reason)
          .column("next", drop -> DropTables.next(drop.absentSender()));

  @Option(
      names = "--in-doubt",
      required = true,
      description = "Drops whose board never answered; decide each with drop resolve.")
  private boolean inDoubt;

  @Override
  int run(OperatorContext context) {
    List<InDoubtDrop> drops = context.services().drops().inDoubt(context.admin()).join();
    context.print().list(TABLE, drops::forEach);
    return ExitCode.WELL;
  }
}
