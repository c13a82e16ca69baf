package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.CommandRequest;
import io.drinkd.appliance.control.CommandRunner;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.service.Refusal.Category;
import io.drinkd.appliance.service.RefusedException;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out operators' commands on open books, and says in one line what went wrong. */
public final class BooksCommandRunner implements CommandRunner {

  private static final Logger LOG = LoggerFactory.getLogger(BooksCommandRunner.class);

  private final Services services;
  private final Optional<Boards> boards;

  /** For commands on the books alone. */
  public BooksCommandRunner(Services services) {
    this(services, Optional.empty());
  }

  /** For commands in an appliance. */
  public BooksCommandRunner(Services services, Optional<Boards> boards) {
    this.services = services;
    this.boards = boards;
  }

  @Override
  public int run(CommandRequest request, PrintWriter out, PrintWriter err) {
    try {
      OperatorCommand command =
          DrinkdCommandLine.parse(request.arguments())
              .command()
              .orElseThrow(() -> new UsageException("no operator's command"));
      return command.run(
          new OperatorContext(services, boards, request.folder(), request.password(), out, err));
    } catch (RuntimeException e) {
      return failed(e, err);
    }
  }

  /** Says in one line what went wrong, and returns the exit code for it. */
  static int failed(RuntimeException failure, PrintWriter err) {
    Throwable cause = StageFailure.cause(failure);
    if (cause instanceof RefusedException refused) {
      err.println(refused.getMessage());
      boolean invalid = refused.refusal().category() == Category.INVALID;
      return invalid ? ExitCode.USAGE : ExitCode.FAILED;
    }
    if (cause instanceof CommandFailedException failed) {
      err.println(failed.getMessage());
      return failed.exitCode();
    }
    if (cause instanceof StoreException store) {
      err.println(store.getMessage());
      return store.kind() == StoreException.Kind.UNSOUND ? ExitCode.UNSOUND : ExitCode.FAILED;
    }
    if (cause instanceof UsageException) {
      err.println(cause.getMessage());
      return ExitCode.USAGE;
    }
    if (cause instanceof MemberException member) {
      err.println(member.getMessage());
      boolean invalid = member.kind().name().startsWith("INVALID");
      return invalid ? ExitCode.USAGE : ExitCode.FAILED;
    }
    if (cause instanceof InsufficientCreditsException) {
      err.println(cause.getMessage());
      return ExitCode.FAILED;
    }
    // What to do: report the stack trace as a fault; all that the command writes it writes at once.
    LOG.error("operator's command failed", cause);
    err.println("the command failed: " + cause + "; the log says more");
    return ExitCode.FAILED;
  }
}
