package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.Refunds.Refunded;
import io.drinkd.appliance.service.Remark;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refund ID --reason TEXT}: pays back a drop that was charged though the can stuck. */
@Command(
    name = "refund",
    description = "Pays back a drop that was charged though nothing came out of the machine.")
final class RefundCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "ID", description = "The drop's id.")
  private long id;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Who saw what, for the audit and the member's history.")
  private String reason;

  @Override
  int run(OperatorContext context) {
    Refunded refunded =
        context
            .services()
            .drops()
            .refund(context.admin(), id, new Remark(reason), Optional.empty())
            .join();
    context
        .print()
        .done(
            "drop " + id + ": " + refunded.member() + " has " + refunded.credits() + " back",
            "id",
            id,
            "member",
            refunded.member(),
            "credits",
            refunded.credits());
    return ExitCode.WELL;
  }
}
