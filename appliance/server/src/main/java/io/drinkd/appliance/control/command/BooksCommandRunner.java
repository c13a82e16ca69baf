package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.CommandRequest;
import io.drinkd.appliance.control.CommandRunner;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.service.Faults;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.RefusedException;
import io.drinkd.appliance.service.Services;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Carries out operators' commands. Whatever fails is answered here, in one line and a code. */
public final class BooksCommandRunner implements CommandRunner {

  private final Faults faults;
  private final Runner runner;

  private interface Runner {
    int run(OperatorCommand command, CommandRequest request, Operator operator, Output output)
        throws IOException;
  }

  private record Output(PrintWriter out, PrintWriter err) {}

  private BooksCommandRunner(Faults faults, Runner runner) {
    this.faults = faults;
    this.runner = runner;
  }

  /** For commands on open books. */
  public BooksCommandRunner(Services services) {
    this(services, Optional.empty());
  }

  /** For commands in a running appliance. */
  public BooksCommandRunner(Services services, Drivers drivers) {
    this(services, Optional.of(drivers));
  }

  private BooksCommandRunner(Services services, Optional<Drivers> drivers) {
    this(
        services.faults(),
        (command, request, operator, output) ->
            command.run(
                new OperatorContext(
                    services, drivers, operator.admin(), request, output.out, output.err)));
  }

  /**
   * For each {@link ClosedBooksCommand}.
   *
   * @param dataFolder the folder of the books, which this process must have to itself
   */
  public static BooksCommandRunner onClosedBooks(Path dataFolder, Faults faults) {
    return new BooksCommandRunner(
        faults,
        (command, request, operator, output) ->
            ((ClosedBooksCommand) command)
                .run(new ClosedBooks(dataFolder, operator.admin(), request.folder(), output.out)));
  }

  @Override
  public int run(CommandRequest request, Operator operator, PrintWriter out, PrintWriter err) {
    try {
      OperatorCommand command =
          DrinkdCommandLine.parse(request.arguments())
              .command()
              .orElseThrow(() -> new UsageException("expected an operator's command; see --help"));
      return runner.run(command, request, operator, new Output(out, err));
    } catch (UsageException e) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    } catch (IOException e) {
      err.println(e.getMessage());
      return ExitCode.FAILED;
    } catch (RuntimeException e) {
      RefusedException refused = faults.refusal(request.toString(), e);
      err.println(refused.getMessage());
      return ExitCode.of(refused.refusal());
    }
  }
}
