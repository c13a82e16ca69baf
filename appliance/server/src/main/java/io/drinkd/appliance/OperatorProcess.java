package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.control.CommandRequest;
import io.drinkd.appliance.control.ControlClient;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.DataFolderInUseException;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.control.command.ClosedBooksCommand;
import io.drinkd.appliance.control.command.DrinkdCommandLine;
import io.drinkd.appliance.control.command.OperatorCommand;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process that carries out one operator's command: through the appliance that has the books open,
 * or, if none runs, on the books themselves.
 */
final class OperatorProcess {

  private final PrintStream out;
  private final PrintStream err;

  OperatorProcess(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code. */
  int run(DrinkdCommandLine line, ApplianceSettings settings) {
    try {
      boolean asks = line.command().filter(OperatorCommand::asksForPassword).isPresent();
      Optional<String> password = asks ? Optional.of(PasswordPrompt.ask()) : Optional.empty();
      CommandRequest request = new CommandRequest(line.commandArguments(), password);
      OptionalInt code = new ControlClient(settings.process().data()).run(request, out, err);
      return code.isPresent() ? code.getAsInt() : runHere(line, request, settings);
    } catch (DataFolderInUseException e) {
      err.println(e.getMessage() + " (it takes no commands: it is starting, stopping, or one)");
    } catch (StoreException e) {
      err.println(e.getMessage());
      return e.kind() == StoreException.Kind.UNSOUND ? ExitCode.UNSOUND : ExitCode.FAILED;
    } catch (IOException | UncheckedIOException e) {
      err.println(e.getMessage());
    }
    return ExitCode.FAILED;
  }

  private int runHere(DrinkdCommandLine line, CommandRequest request, ApplianceSettings settings) {
    PrintWriter output = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    PrintWriter error = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
    try (DataFolder folder = DataFolder.take(settings.process().data())) {
      if (line.command().orElseThrow() instanceof ClosedBooksCommand command) {
        return command.run(folder, request.folder(), output, error);
      }
      try (SystemTimers timers = Timers.system("timers");
          Services services = Services.openBooks(folder.path(), settings.members(), timers)) {
        return new BooksCommandRunner(services).run(request, output, error);
      }
    } finally {
      output.flush();
      error.flush();
    }
  }
}
