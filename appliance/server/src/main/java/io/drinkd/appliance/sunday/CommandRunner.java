package io.drinkd.appliance.sunday;

import io.drinkd.appliance.service.Faults;
import io.drinkd.appliance.service.RefusedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs a command and sees to it that there is a result, so that every request gets its reply. */
final class CommandRunner {

  private final Faults faults;

  CommandRunner(Faults faults) {
    this.faults = faults;
  }

  /**
   * Runs the call's command on the connection's I/O thread.
   *
   * @param login whether a login verb is run, see {@link Answered}
   * @return the result if it is there at once; otherwise it comes through the connection's chain as
   *     {@link Answered}
   */
  Optional<CommandResult> run(CommandContext call, boolean login) {
    if (!call.syntax().takes(call.arguments().size())) {
      return Optional.of(new CommandResult.Failed(ErrorCode.ARGUMENT_COUNT, call.syntax().text()));
    }
    try {
      if (call.command() instanceof ImmediateCommand immediate) {
        return Optional.of(immediate.answer(call));
      }
      CompletableFuture<CommandResult> result =
          call.command()
              .run(call)
              .handle((found, failure) -> failure == null ? found : failed(call, failure))
              .toCompletableFuture();
      if (result.isDone()) {
        return Optional.of(result.join());
      }
      Optional<ReplySlot> slot = call.session().slot();
      result.thenAccept(late -> call.session().connection().post(new Answered(late, login, slot)));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(failed(call, e));
    }
  }

  private CommandResult failed(CommandContext call, Throwable failure) {
    if (failure instanceof BadRequestException bad) {
      return bad.result();
    }
    RefusedException refused = faults.refusal(call.syntax().verb(), failure);
    ErrorCode code = call.command().errorCodes().get(refused.refusal());
    return code == null
        ? new CommandResult.Refused(refused)
        : new CommandResult.Failed(code, refused.getMessage());
  }
}
