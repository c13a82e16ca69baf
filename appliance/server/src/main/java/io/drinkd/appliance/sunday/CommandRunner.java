package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.LoginUnavailableException;
import io.drinkd.appliance.member.TooManyAttemptsException;
import io.drinkd.appliance.net.FailureLog;
import io.drinkd.appliance.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a command and sees to it that there is an outcome whatever happens, so that every request
 * gets its reply.
 */
final class CommandRunner {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

  private final FailureLog failures;

  CommandRunner(FailureLog failures) {
    this.failures = failures;
  }

  /**
   * Runs the call's command on the connection's I/O thread.
   *
   * @param login whether a login verb is run, see {@link Answered}
   * @return the outcome if it is there at once; otherwise it comes through the connection's chain
   *     as {@link Answered}
   */
  Optional<CommandResult> run(CommandContext call, boolean login) {
    Optional<ReplySlot> slot = call.session().slot();
    CompletableFuture<CommandResult> outcome = start(call);
    if (outcome.isDone()) {
      return Optional.of(outcome.join());
    }
    outcome.thenAccept(late -> call.session().connection().post(new Answered(late, login, slot)));
    return Optional.empty();
  }

  /** Runs the call's command; the future never fails, and completes on any thread. */
  private CompletableFuture<CommandResult> start(CommandContext call) {
    if (!call.syntax().takes(call.arguments().size())) {
      return CompletableFuture.completedFuture(
          new CommandResult.Failed(ErrorCode.ARGUMENT_COUNT, call.syntax().text()));
    }
    try {
      return call.command()
          .run(call)
          .handle((found, cause) -> cause == null ? found : outcomeOf(call, cause))
          .toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(outcomeOf(call, e));
    }
  }

  private CommandResult outcomeOf(CommandContext call, Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof RefusedException refused) {
      return refused.outcome();
    }
    if (cause instanceof LoginUnavailableException) {
      if (!(cause instanceof TooManyAttemptsException)) {
        LOG.warn("a login could not be checked: {}", cause.getMessage());
      }
      return new CommandResult.Failed(ErrorCode.NOT_READY);
    }
    if (cause instanceof StoreException) {
      failures.report(call.syntax().verb() + " failed", cause);
      return new CommandResult.Failed(ErrorCode.NOT_READY);
    }
    failures.report(call.syntax().verb() + " failed", cause);
    return new CommandResult.Failed(ErrorCode.UNKNOWN_FAILURE);
  }
}
