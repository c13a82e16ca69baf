package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.ProcessSettings;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.DataFolderInUseException;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.control.call.Terminal;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.control.command.BooksUse;
import io.drinkd.appliance.control.command.DrinkdCommandLine;
import io.drinkd.appliance.control.command.Drivers;
import io.drinkd.appliance.control.command.OperatorCommand.OwnFile;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.service.Bank;
import io.drinkd.appliance.service.Faults;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process that carries out one operator's command: through the appliance that has the books open,
 * or, if none runs, on the books themselves.
 */
final class OperatorProcess {

  private final SettingsReader reader;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param reader reads the configuration
   */
  OperatorProcess(
      SettingsReader reader, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.reader = reader;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code. */
  int run(DrinkdCommandLine line, CommandRequest request) {
    ApplianceSettings settings = reader.readWithoutMachines(line.conf());
    try {
      if (line.command().orElseThrow().books().isOfBank()) {
        return runOnBank(line, request);
      }
      ProcessSettings process = settings.process();
      ControlClient client = new ControlClient(ControlPath.of(process.control(), process.data()));
      OptionalInt code = client.run(request, new ProcessTerminal(out, err));
      return code.isPresent() ? code.getAsInt() : runHere(line, request, settings);
    } catch (DataFolderInUseException e) {
      err.println(inUse(e, settings.process()));
      return ExitCode.IN_USE;
    } catch (StoreException e) {
      err.println(Printable.lines(e.getMessage()));
      return ExitCode.of(e);
    } catch (IOException e) {
      err.println(Printable.lines(FileFailure.line(e)));
      return ExitCode.UNUSABLE_FILES;
    } catch (UncheckedIOException e) {
      err.println(Printable.lines(e.getMessage()));
      return ExitCode.UNUSABLE_FILES;
    }
  }

  /**
   * Most commands are carried out by the appliance that runs; some need its files to themselves.
   */
  private static String inUse(DataFolderInUseException failure, ProcessSettings process) {
    return takesCommands(process)
        ? process.data()
            + ": the appliance runs, as process "
            + failure.process()
            + ", and this needs its books to itself; stop it (a service by: systemctl stop drinkd),"
            + " then repeat this"
        : failure.getMessage()
            + " (it takes no commands now: it is starting or stopping, or is itself a command)";
  }

  private static boolean takesCommands(ProcessSettings process) {
    try {
      return new ControlClient(ControlPath.of(process.control(), process.data())).isAnswered();
    } catch (IOException e) {
      // It is there, and the user of this process is none of its operators, or it has just ended.
      return false;
    }
  }

  private int noBooks(Path data) {
    err.println(
        data
            + ": there are no books; user add begins them, and so does a first start. If there"
            + " should be some, let data: in appliance.yaml name their folder.");
    return ExitCode.FAILED;
  }

  private int runHere(DrinkdCommandLine line, CommandRequest request, ApplianceSettings known)
      throws IOException {
    boolean bank = known.process().bank().isPresent();
    ApplianceSettings settings = bank ? reader.readWithBank(line.conf()) : known;
    Path data = settings.process().data();
    BooksUse use = line.command().orElseThrow().books();
    if (use == BooksUse.NONE) {
      return runWithoutBooks(line, request, settings);
    }
    if (bank && use == BooksUse.CLOSED) {
      err.println("the books are in a bank; a copy of them is put back with its own means");
      return ExitCode.FAILED;
    }
    if (!bank && use.needsAny() && !Files.isDirectory(data)) {
      return whereAreNone(line, request, settings);
    }
    if (OwnerProcess.isNeeded(data)) {
      return runAsOwner(data, line.command().get().file());
    }
    List<MachineSettings> machines =
        use == BooksUse.OPEN_WITH_MACHINES
            ? reader.readWithoutSecrets(line.conf()).machines()
            : List.of();
    var terminal = new LateTerminal(terminal());
    try (DataFolder folder = DataFolder.takeForCommand(data);
        SystemTimers timers = Timers.system("timers")) {
      if (!bank && use.needsAny() && !SqliteStore.isPresent(data)) {
        return whereAreNone(line, request, settings);
      }
      SqliteStore.unpackInto(folder.unpacked());
      if (use == BooksUse.CLOSED) {
        return run(BooksCommandRunner.onClosedBooks(folder.path(), new Faults(timers)), request);
      }
      try (Services services = Services.openBooks(folder.path(), settings, machines, timers)) {
        return run(
            BooksCommandRunner.onBooks(
                Optional.of(services),
                drivers(line, settings, folder.unpacked()),
                services.faults()),
            request,
            terminal);
      }
    } finally {
      terminal.release();
    }
  }

  /** As the owner of the data folder, who may read the password. */
  private int runOnBank(DrinkdCommandLine line, CommandRequest request) throws IOException {
    ProcessSettings process = reader.readWithBank(line.conf()).process();
    if (process.bank().isEmpty()) {
      err.println(
          "appliance.yaml: store: found sqlite, expected { postgres: { url: ..., user: ... } }");
      return ExitCode.USAGE;
    }
    Path data = process.data();
    if (OwnerProcess.isNeeded(data)) {
      return runAsOwner(data, Optional.empty());
    }
    Bank bank = new Bank(process.bank().get(), process.name(), data);
    BooksUse use = line.command().orElseThrow().books();
    try (SystemTimers timers = Timers.system("timers")) {
      BooksCommandRunner runner = BooksCommandRunner.onBank(bank, new Faults(timers));
      if (use == BooksUse.BANK) {
        return run(runner, request);
      }
      try (DataFolder folder = DataFolder.takeForCommand(data)) {
        SqliteStore.unpackInto(folder.unpacked());
        return run(runner, request);
      }
    }
  }

  private int runAsOwner(Path data, Optional<OwnFile> file) throws IOException {
    if (file.isPresent()) {
      // Only to be sure that it can be read: what fails in the other process has other reasons.
      try (InputStream opened = ProcessTerminal.open(file.get().name())) {
        opened.read();
      } catch (IOException e) {
        err.println(Printable.lines(FileFailure.line(e)));
        return ExitCode.FAILED;
      }
    }
    return OwnerProcess.run(data, file.map(own -> Path.of(own.name())));
  }

  private int whereAreNone(
      DrinkdCommandLine line, CommandRequest request, ApplianceSettings settings)
      throws IOException {
    return line.command().orElseThrow().books() == BooksUse.OPEN_IF_ANY
        ? runWithoutBooks(line, request, settings)
        : noBooks(settings.process().data());
  }

  private int runWithoutBooks(
      DrinkdCommandLine line, CommandRequest request, ApplianceSettings settings)
      throws IOException {
    Path unpacked = Files.createTempDirectory("drinkd-");
    try (SystemTimers timers = Timers.system("timers")) {
      return run(
          BooksCommandRunner.onBooks(
              Optional.empty(), drivers(line, settings, unpacked), new Faults(timers)),
          request);
    } finally {
      Files.deleteIfExists(unpacked);
    }
  }

  private Optional<Drivers> drivers(
      DrinkdCommandLine line, ApplianceSettings settings, Path unpacked) {
    List<Path> folders = ApplianceProcess.drivers(settings);
    return folders.isEmpty()
        ? Optional.empty()
        : Optional.of(new FolderDrivers(folders, unpacked, () -> machines(line.conf())));
  }

  /** The machines of the configuration, also where some of their settings are mistakes. */
  private List<DriverModels.Wanted> machines(Path conf) {
    return reader.held(conf, new ArrayList<>()).stream()
        .filter(setting -> setting.key().equals("driver"))
        .map(setting -> new DriverModels.Wanted(id(setting.file()), setting.value()))
        .toList();
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private int run(BooksCommandRunner runner, CommandRequest request) throws IOException {
    return run(runner, request, terminal());
  }

  private int run(BooksCommandRunner runner, CommandRequest request, Terminal terminal)
      throws IOException {
    Operator operator = new Operator(OwnerProcess.caller(environment), request.sudoUser());
    return runner.run(request, operator, terminal);
  }

  private Terminal terminal() {
    return OwnerProcess.terminal(environment, new ProcessTerminal(out, err));
  }
}
