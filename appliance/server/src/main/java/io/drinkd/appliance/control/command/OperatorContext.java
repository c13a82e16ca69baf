package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.Terminal;
import io.drinkd.appliance.control.command.OperatorCommand.OwnFile;
import io.drinkd.appliance.control.output.CsvOutput;
import io.drinkd.appliance.control.output.Output;
import io.drinkd.appliance.control.output.Times;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Bank;
import io.drinkd.appliance.service.Services;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What a command works with. To be used by one thread. */
final class OperatorContext {

  private final Reach reach;
  private final Admin admin;
  private final CommandRequest request;
  private final Terminal terminal;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Path conf;
  private final Times times;
  private final Output output;

  /**
   * @param admin the operator's claim to do what admins may
   * @param request what the operator typed
   * @param line the same, parsed
   */
  OperatorContext(
      Reach reach, Admin admin, CommandRequest request, Terminal terminal, DrinkdCommandLine line) {
    this.reach = reach;
    this.admin = admin;
    this.request = request;
    this.terminal = terminal;
    this.out = new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8));
    this.err = new PrintWriter(new OutputStreamWriter(terminal.err(), StandardCharsets.UTF_8));
    this.conf = line.conf();
    this.times = line.times(request.zone());
    this.output = line.output(out, times, request.columns());
  }

  Admin admin() {
    return admin;
  }

  /** The services, for all commands but those that need closed books. */
  Services services() {
    return reach.opened().orElseThrow();
  }

  /** The same, for a command that {@linkplain BooksUse#OPEN_IF_ANY can do} without books. */
  Optional<Services> servicesIfAny() {
    return reach.opened();
  }

  /** The folder of the books, if nobody has them open. */
  Optional<Path> closedBooks() {
    return reach.closedBooks();
  }

  /**
   * The bank as a whole.
   *
   * @throws RefusedException where the command came to a running appliance, which has it
   */
  Bank bank() {
    return reach
        .bank()
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.NOT_READY,
                    "a running appliance does not do this; run it as a command"));
  }

  /** Whether a running appliance carries the command out. */
  boolean isRunning() {
    return reach.running();
  }

  /** Refuses the command where no appliance runs. */
  void requireRunning() {
    if (!isRunning()) {
      throw new RefusedException(
          Refusal.NOT_READY, "only a running appliance knows this, and none is running; start it");
    }
  }

  /** The drivers, for commands that need no books. */
  Drivers drivers() {
    return reach
        .drivers()
        .orElseThrow(
            () ->
                new UsageException(
                    "appliance.yaml: plugins: found nothing, expected the folder of the drivers"));
  }

  /** The machine of that id or alias. */
  MachineView machine(String name) {
    return services().catalog().machine(name);
  }

  /** A file of the configuration folder, as an absolute path. */
  Path configurationFile(String name) {
    return file(conf).resolve(name);
  }

  /** A file named by the operator, as an absolute path. */
  Path file(Path named) {
    return request.folder().resolve(named).normalize();
  }

  /** Prints the result, as a table or as JSON. */
  Output print() {
    return output;
  }

  /** Prints the result as CSV. */
  Output printCsv() {
    return new CsvOutput(out);
  }

  /** For a result that has a form of its own; everything else is for {@link #print}. */
  PrintWriter out() {
    return out;
  }

  /** Says on standard error, in one line, what the operator should know besides the result. */
  void warn(String line) {
    err.println(Printable.lines(times.shownIn(line)));
  }

  /** The zone in which the operator reads and writes times. */
  Times times() {
    return times;
  }

  /** Has a password typed, see {@link Terminal#password}. */
  String password() throws IOException {
    flush();
    return terminal.password();
  }

  /** Copies the {@linkplain OperatorCommand#file file} of a command; see {@link Terminal#file}. */
  void copy(OperatorCommand command, OutputStream to) throws IOException {
    OwnFile file = command.file().orElseThrow();
    terminal.file(file.name(), file.most(), to);
  }

  /** What is in it, where that is not much. */
  byte[] read(OperatorCommand command) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copy(command, bytes);
    return bytes.toByteArray();
  }

  /** From now on the command only shows what happens, see {@link Terminal#watching}. */
  void watching() {
    terminal.watching();
  }

  /** Shows what was printed so far; whether nobody sees it, see {@link Terminal#isGone}. */
  boolean isGone() {
    return out.checkError() || terminal.isGone();
  }

  /**
   * Has the operator confirm what cannot be taken back.
   *
   * @param confirmed whether that has been done already, by an option
   * @param question says what would happen
   * @throws UsageException if nobody can be asked
   * @throws NotConfirmedException if the answer is no
   */
  void confirm(boolean confirmed, String question) throws IOException {
    if (confirmed) {
      return;
    }
    flush();
    boolean yes =
        terminal
            .confirm(Printable.lines(question))
            .orElseThrow(
                () ->
                    new UsageException(
                        question
                            + " Nobody can be asked here: say so with --yes; nothing was"
                            + " done"));
    if (!yes) {
      throw new NotConfirmedException();
    }
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
