package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Remark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code drop resolve ID dropped|refunded --reason TEXT}: decides a drop in doubt. Without {@code
 * drop} it is carried out too, as it always was; documents name it with it.
 */
@Command(
    name = "resolve",
    description = "Decides a drop in doubt by what somebody has seen at the machine.")
final class ResolveCommand extends OperatorCommand {

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The drop's id, as in drops --in-doubt.")
  private long id;

  @Parameters(
      index = "1",
      paramLabel = "dropped|refunded",
      description = "dropped: it fell, the member pays; refunded: the member keeps the credits.")
  private String decision;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Who saw what, for the audit.")
  private String reason;

  @Override
  int run(OperatorContext context) {
    Decision decided = Drops.decision(decision);
    context.services().drops().resolve(context.admin(), id, decided, new Remark(reason)).join();
    String end = decided == Decision.DROPPED ? "dropped: the member pays" : "refunded";
    context.print().done("drop " + id + " is " + end, "id", id, "state", decided);
    return ExitCode.WELL;
  }
}
