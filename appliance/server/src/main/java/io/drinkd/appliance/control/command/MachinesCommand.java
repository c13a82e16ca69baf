package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.LinkHistory;
import io.drinkd.appliance.machine.Machine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code machines}: how each machine's link and orders are doing, and why. */
@Command(name = "machines", description = "Shows the machines, their links, and their orders.")
final class MachinesCommand extends OperatorCommand {

  private static final String ROW = "%-12s %-12s %-20s %-20s %6s %8s %10s  %-21s  %s";

  @Override
  public int run(OperatorContext context) {
    Boards boards = context.runningBoards();
    context
        .out()
        .println(
            ROW.formatted(
                "MACHINE",
                "STATUS",
                "CONNECTED SINCE",
                "LAST HEARD",
                "MADE",
                "REFUSED",
                "UNANSWERED",
                "LINK",
                "WHY"));
    boards.machines().all().forEach(machine -> context.out().println(row(machine)));
    return ExitCode.WELL;
  }

  private static String row(Machine machine) {
    LinkHistory history = machine.history();
    return ROW.formatted(
            machine.id(),
            machine.status().name().toLowerCase(Locale.ROOT),
            time(history.connectedSince()),
            time(history.lastMessage()),
            history.made(),
            history.refused(),
            history.unanswered(),
            machine.remoteAddress().orElse("-"),
            machine.statusReason())
        .strip();
  }

  private static String time(Optional<Instant> instant) {
    return instant.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-");
  }
}
