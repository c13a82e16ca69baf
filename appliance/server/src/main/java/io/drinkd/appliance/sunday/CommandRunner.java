package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Faults;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.filter.FilterEvent;

/** Runs a command and sees to it that there is a result, so that every request gets its reply. */
final class CommandRunner {

  private final Faults faults;
  private final CommandCounts counts;

  /**
   * The outcome of a request that was not answered at once.
   *
   * @param login whether the request was a login verb, see {@link AuthFilter}
   * @param slot where the outcome is kept if the request was handled ahead of its turn
   */
  record Answered(CommandResult result, boolean login, Optional<ReplySlot> slot)
      implements FilterEvent {}

  CommandRunner(Faults faults, CommandCounts counts) {
    this.faults = faults;
    this.counts = counts;
  }

  /**
   * Runs the request's command on the connection's I/O thread.
   *
   * @param login whether a login verb is run, see {@link Answered}
   * @return the result if it is there at once; otherwise it comes through the connection's chain as
   *     {@link Answered}
   */
  Optional<CommandResult> run(CommandContext context, boolean login) {
    Optional<CommandResult> result = begin(context, login);
    if (result.isPresent()) {
      counts.answered(context.command(), result.get());
    }
    return result;
  }

  private Optional<CommandResult> begin(CommandContext context, boolean login) {
    Command command = context.command();
    if (!command.takes(context.arguments().size())) {
      boolean none = context.arguments().isEmpty();
      ErrorCode code = none ? command.withoutArguments() : ErrorCode.ARGUMENT_COUNT;
      return Optional.of(new CommandResult.Failed(code, command.syntax()));
    }
    try {
      if (command instanceof ImmediateCommand immediate) {
        return Optional.of(immediate.answer(context));
      }
      CompletableFuture<CommandResult> result =
          command
              .run(context)
              .handle((found, failure) -> failure == null ? found : failed(context, failure))
              .toCompletableFuture();
      if (result.isDone()) {
        return Optional.of(result.join());
      }
      Optional<ReplySlot> slot = context.session().slot();
      result.thenAccept(
          late -> {
            counts.answered(command, late);
            context.session().connection().post(new Answered(late, login, slot));
          });
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(failed(context, e));
    }
  }

  private CommandResult failed(CommandContext context, Throwable failure) {
    if (failure instanceof BadRequestException bad) {
      return bad.result();
    }
    RefusedException refused = faults.refusal(context.command().verb(), failure);
    ErrorCode code = context.command().errorCodes().get(refused.refusal());
    return code == null
        ? new CommandResult.Refused(refused)
        : new CommandResult.Failed(code, refused.getMessage());
  }
}
