package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.CommandRequest;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Services;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a command works with.
 *
 * @param opened the services of the running appliance, or of the books alone; empty if nobody has
 *     the books open
 * @param runningDrivers the drivers, if an appliance carries the command out
 * @param closedBooks the folder of the books, if nobody has them open
 * @param admin the operator's claim to do what admins may
 * @param request what the operator typed
 * @param out takes the command's output
 * @param err takes errors, a line each
 */
public record OperatorContext(
    Optional<Services> opened,
    Optional<Drivers> runningDrivers,
    Optional<Path> closedBooks,
    Admin admin,
    CommandRequest request,
    PrintWriter out,
    PrintWriter err) {

  /** The services, for all commands but those that need closed books. */
  Services services() {
    return opened.orElseThrow();
  }

  /** The drivers, which only a running appliance has; refuses the command where none runs. */
  Drivers drivers() {
    return runningDrivers.orElseThrow(
        () ->
            new RefusedException(
                Refusal.NOT_READY,
                "only a running appliance knows this, and none is running; start it"));
  }

  /** The machine of that id or alias of a running appliance. */
  MachineView machine(String name) {
    drivers();
    try {
      return services().catalog().machine(name);
    } catch (RefusedException e) {
      throw new RefusedException(
          e.refusal(), "there is no machine " + name + "; there are: " + e.getMessage());
    }
  }

  /** Prints a row of a table; whatever ends in blanks or begins with them loses them. */
  void row(String format, Object... cells) {
    out.println(String.format(Locale.ROOT, format, cells).strip());
  }

  /** A file named by the operator, as an absolute path. */
  Path file(Path named) {
    return request.folder().resolve(named).normalize();
  }
}
