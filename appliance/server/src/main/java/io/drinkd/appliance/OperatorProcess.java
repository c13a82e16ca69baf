package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.control.CommandRequest;
import io.drinkd.appliance.control.ControlClient;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.DataFolderInUseException;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.control.command.DrinkdCommandLine;
import io.drinkd.appliance.control.command.OperatorCommand;
import io.drinkd.appliance.service.Faults;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process that carries out one operator's command: through the appliance that has the books open,
 * or, if none runs, on the books themselves.
 */
final class OperatorProcess {

  private final Map<String, String> environment;
  private final Optional<String> sudoUser;
  private final PrintStream out;
  private final PrintStream err;

  OperatorProcess(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.sudoUser = Optional.ofNullable(environment.get("SUDO_USER"));
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code. */
  int run(DrinkdCommandLine line, ApplianceSettings settings) {
    try {
      CommandRequest request =
          new CommandRequest(
              line.commandArguments(),
              password(line, settings),
              Path.of("").toAbsolutePath(),
              sudoUser);
      OptionalInt code = new ControlClient(settings.process().data()).run(request, out, err);
      return code.isPresent() ? code.getAsInt() : runHere(line, request, settings);
    } catch (DataFolderInUseException e) {
      err.println(
          e.getMessage()
              + " (it takes no commands now: it is starting or stopping, or is itself a command)");
      return ExitCode.IN_USE;
    } catch (StoreException e) {
      err.println(e.getMessage());
      return ExitCode.of(e);
    } catch (IOException e) {
      err.println(FileFailure.line(e));
      return ExitCode.UNUSABLE_FILES;
    } catch (UncheckedIOException e) {
      err.println(e.getMessage());
      return ExitCode.UNUSABLE_FILES;
    }
  }

  /** What is typed if the command needs a password. */
  private static Optional<String> password(DrinkdCommandLine line, ApplianceSettings settings)
      throws IOException {
    boolean inDirectory = settings.members().passwordsInDirectory();
    boolean asks =
        line.command().filter(command -> command.asksForPassword(inDirectory)).isPresent();
    return asks ? Optional.of(PasswordPrompt.ask()) : Optional.empty();
  }

  private int noBooks(Path data) {
    err.println(
        data
            + ": there are no books; user add begins them, and so does a first start. If there"
            + " should be some, let data: in appliance.yaml name their folder.");
    return ExitCode.FAILED;
  }

  private int runHere(DrinkdCommandLine line, CommandRequest request, ApplianceSettings settings)
      throws IOException {
    PrintWriter output = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    PrintWriter error = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
    OperatorCommand command = line.command().orElseThrow();
    Path data = settings.process().data();
    if (!command.beginsBooks() && !Files.isDirectory(data)) {
      return noBooks(data);
    }
    if (OwnerProcess.isNeeded(data)) {
      return OwnerProcess.run(data, request.password());
    }
    try (DataFolder folder = DataFolder.take(data);
        SystemTimers timers = Timers.system("timers")) {
      if (!command.beginsBooks() && !SqliteStore.isPresent(data)) {
        return noBooks(data);
      }
      SqliteStore.unpackInto(folder.unpacked());
      Operator operator = new Operator(OwnerProcess.caller(environment), sudoUser);
      if (command.needsClosedBooks()) {
        return BooksCommandRunner.onClosedBooks(folder.path(), new Faults(timers))
            .run(request, operator, output, error);
      }
      try (Services services = Services.openBooks(folder.path(), settings.members(), timers)) {
        return new BooksCommandRunner(services).run(request, operator, output, error);
      }
    } finally {
      output.flush();
      error.flush();
    }
  }
}
