package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.CommandRequest;
import io.drinkd.appliance.control.CommandRunner;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Faults;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Carries out operators' commands. Whatever fails is answered here, in one line and a code. */
public final class BooksCommandRunner implements CommandRunner {

  private final Faults faults;
  private final Optional<Services> services;
  private final Optional<Drivers> drivers;
  private final Optional<Path> closedBooks;

  private BooksCommandRunner(
      Faults faults,
      Optional<Services> services,
      Optional<Drivers> drivers,
      Optional<Path> closedBooks) {
    this.faults = faults;
    this.services = services;
    this.drivers = drivers;
    this.closedBooks = closedBooks;
  }

  /** For commands on open books. */
  public BooksCommandRunner(Services services) {
    this(services.faults(), Optional.of(services), Optional.empty(), Optional.empty());
  }

  /** For commands in a running appliance. */
  public BooksCommandRunner(Services services, Drivers drivers) {
    this(services.faults(), Optional.of(services), Optional.of(drivers), Optional.empty());
  }

  /**
   * For each command that {@linkplain OperatorCommand#needsClosedBooks needs closed books}.
   *
   * @param dataFolder the folder of the books, which this process must have to itself
   */
  public static BooksCommandRunner onClosedBooks(Path dataFolder, Faults faults) {
    return new BooksCommandRunner(
        faults, Optional.empty(), Optional.empty(), Optional.of(dataFolder));
  }

  @Override
  public int run(CommandRequest request, Operator operator, PrintWriter out, PrintWriter err) {
    try {
      OperatorCommand command =
          DrinkdCommandLine.parse(request.arguments())
              .command()
              .orElseThrow(() -> new UsageException("expected an operator's command; see --help"));
      return command.run(
          new OperatorContext(services, drivers, closedBooks, operator.admin(), request, out, err));
    } catch (UsageException e) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    } catch (IOException e) {
      err.println(FileFailure.line(e));
      return ExitCode.FAILED;
    } catch (RuntimeException e) {
      RefusedException refused = faults.refusal(request.toString(), e);
      err.println(refused.getMessage());
      return ExitCode.of(refused.refusal());
    }
  }
}
