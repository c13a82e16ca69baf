package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.LinkHistory;
import io.drinkd.appliance.machine.MachineView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code machines}: the state of each machine's link, the reason, and how orders ended. */
@Command(
    name = "machines",
    description = "Lists the machines with the state of their links and how their orders ended.")
final class MachinesCommand extends OperatorCommand {

  private static final String ROW = "%-12s %-12s %-20s %-20s %6s %8s %10s %7s  %-21s  %s";

  @Override
  int run(OperatorContext context) {
    context.drivers();
    context.row(
        ROW,
        "MACHINE",
        "STATUS",
        "CONNECTED SINCE",
        "LAST HEARD",
        "MADE",
        "REFUSED",
        "UNANSWERED",
        "GARBAGE",
        "LINK",
        "WHY");
    context.services().catalog().all().forEach(machine -> show(machine, context));
    return ExitCode.WELL;
  }

  private static void show(MachineView machine, OperatorContext context) {
    LinkHistory history = machine.history();
    context.row(
        ROW,
        machine.id(),
        machine.status().name().toLowerCase(Locale.ROOT),
        time(history.connectedSince()),
        time(history.lastMessage()),
        history.made(),
        history.refused(),
        history.unanswered(),
        history.garbage(),
        machine.remoteAddress().orElse("-"),
        machine.statusReason());
  }

  private static String time(Optional<Instant> instant) {
    return instant.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-");
  }
}
