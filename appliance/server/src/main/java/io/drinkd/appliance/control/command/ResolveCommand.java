package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resolve ID dropped|refund --reason TEXT}: decides a drop in doubt. */
@Command(name = "resolve", description = "Decides a drop in doubt by what somebody has seen.")
final class ResolveCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "ID", description = "The drop's id, see drops --in-doubt.")
  private long id;

  @Parameters(
      index = "1",
      paramLabel = "dropped|refund",
      description = "It fell, and the member pays; or the member keeps the credits.")
  private String decision;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Who saw what.")
  private String reason;

  @Override
  public int run(OperatorContext context) {
    Decision decided =
        switch (decision) {
          case "dropped" -> Decision.DROPPED;
          case "refund", "refunded" -> Decision.REFUNDED;
          default ->
              throw new UsageException(
                  "found " + decision + ", expected dropped or refund; nothing was decided");
        };
    if (reason.isBlank()) {
      throw new UsageException("--reason is empty; say by what evidence. Nothing was decided");
    }
    try {
      context.books().inDoubtDrops().resolve(id, decided, OperatorContext.ACTOR, reason).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalArgumentException
          || e.getCause() instanceof IllegalStateException) {
        throw new CommandFailedException(e.getCause().getMessage());
      }
      throw e;
    }
    String end = decided == Decision.DROPPED ? "dropped, and is paid" : "refunded";
    context.out().println("drop " + id + " is " + end);
    return ExitCode.WELL;
  }
}
