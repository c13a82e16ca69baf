package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.CommandRequest;
import io.drinkd.appliance.control.CommandRunner;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.store.StoreException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out operators' commands on open books, and says in one line what went wrong. */
public final class BooksCommandRunner implements CommandRunner {

  private static final Logger LOG = LoggerFactory.getLogger(BooksCommandRunner.class);

  private final Books books;
  private final Optional<Boards> boards;

  /** For commands on the books alone. */
  public BooksCommandRunner(Books books) {
    this(books, Optional.empty());
  }

  /** For commands in an appliance. */
  public BooksCommandRunner(Books books, Optional<Boards> boards) {
    this.books = books;
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
          new OperatorContext(books, boards, request.folder(), request.password(), out, err));
    } catch (RuntimeException e) {
      return failed(e, err);
    }
  }

  /** Says in one line what went wrong, and returns the exit code for it. */
  static int failed(RuntimeException failure, PrintWriter err) {
    boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
    Throwable cause = wrapped ? failure.getCause() : failure;
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
      boolean invalid = member.kind() == MemberException.Kind.INVALID;
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
