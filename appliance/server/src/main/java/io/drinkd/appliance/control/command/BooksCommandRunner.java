package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.CommandRunner;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.Terminal;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Bank;
import io.drinkd.appliance.service.Faults;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;

/** Carries out operators' commands. Whatever fails is answered here, in one line and a code. */
public final class BooksCommandRunner implements CommandRunner {

  private final Faults faults;
  private final Reach reach;

  /** For the next command, if there are some. */
  private final AtomicReference<CommandLine> prepared = new AtomicReference<>();

  private BooksCommandRunner(Faults faults, Reach reach) {
    this.faults = faults;
    this.reach = reach;
  }

  /** For commands in a running appliance. */
  public static BooksCommandRunner inAppliance(Services services, Drivers drivers) {
    return new BooksCommandRunner(
        services.faults().forOperators(),
        new Reach(
            true, Optional.of(services), Optional.of(drivers), Optional.empty(), Optional.empty()));
  }

  /**
   * For commands where no appliance runs.
   *
   * @param services on the books; empty if there are none, or the command does not need them
   * @param drivers empty if the configuration names no folder of them
   */
  public static BooksCommandRunner onBooks(
      Optional<Services> services, Optional<Drivers> drivers, Faults faults) {
    return new BooksCommandRunner(
        faults, new Reach(false, services, drivers, Optional.empty(), Optional.empty()));
  }

  /** The same for commands that know nothing of drivers. */
  public static BooksCommandRunner onBooks(Services services) {
    return onBooks(Optional.of(services), Optional.empty(), services.faults());
  }

  /**
   * For commands that work on the files of the books.
   *
   * @param dataFolder their folder, which this process must have to itself
   */
  public static BooksCommandRunner onClosedBooks(Path dataFolder, Faults faults) {
    return new BooksCommandRunner(
        faults,
        new Reach(
            false, Optional.empty(), Optional.empty(), Optional.of(dataFolder), Optional.empty()));
  }

  /** For commands that work on the bank as a whole. */
  public static BooksCommandRunner onBank(Bank bank, Faults faults) {
    return new BooksCommandRunner(
        faults,
        new Reach(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(bank)));
  }

  @Override
  public int run(CommandRequest request, Operator operator, Terminal terminal) {
    DrinkdCommandLine line;
    try {
      line = DrinkdCommandLine.parse(request.arguments(), commands());
    } catch (UsageException e) {
      return say(e.getMessage(), terminal.err(), ExitCode.USAGE);
    }
    if (line.help().isPresent()) {
      return say(line.help().get(), terminal.out(), ExitCode.WELL);
    }
    if (line.command().isEmpty()) {
      return say("expected an operator's command; see --help", terminal.err(), ExitCode.USAGE);
    }
    OperatorContext context = new OperatorContext(reach, operator.admin(), request, terminal, line);
    try {
      return run(line.command().get(), context, request);
    } finally {
      context.flush();
    }
  }

  private CommandLine commands() {
    return Optional.ofNullable(prepared.getAndSet(null)).orElseGet(DrinkdCommandLine::commands);
  }

  @Override
  public void prepare() {
    if (prepared.get() == null) {
      prepared.set(DrinkdCommandLine.commands());
    }
  }

  private int run(OperatorCommand command, OperatorContext context, CommandRequest request) {
    try {
      return command.run(context);
    } catch (UsageException e) {
      context.warn(e.getMessage());
      return ExitCode.USAGE;
    } catch (NotConfirmedException e) {
      context.warn(e.getMessage());
      return ExitCode.FAILED;
    } catch (IOException e) {
      context.warn(FileFailure.line(e));
      return ExitCode.FAILED;
    } catch (RuntimeException e) {
      RefusedException refused = faults.refusal(request.toString(), e);
      context.warn(refused.getMessage());
      // The same code as where the books are opened for another command.
      return Faults.ofStore(e).map(ExitCode::of).orElseGet(() -> ExitCode.of(refused.refusal()));
    }
  }

  private static int say(String text, OutputStream to, int code) {
    PrintWriter writer = new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    writer.println(Printable.lines(text));
    writer.flush();
    return code;
  }
}
