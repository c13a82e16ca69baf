package io.drinkd.appliance.control.command;

import io.drinkd.appliance.audit.AuditLog.Entry;
import io.drinkd.appliance.audit.AuditLog.Filter;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.drop.DropState;
import io.drinkd.appliance.service.Period;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit [--since --until --actor --what]}: what admins and operators have done. */
@Command(name = "audit", description = "Lists what admins and operators have done, oldest first.")
final class AuditCommand extends OperatorCommand {

  private static final Table<Entry> TABLE =
      Table.<Entry>of()
          .column("at", Entry::at)
          .column("actor", Entry::actor)
          .detail("what", Entry::what)
          .detail("before", entry -> word(entry.before()))
          .detail("after", entry -> word(entry.after()))
          .forPeople("what", AuditCommand::sentence);

  @Mixin private Span span;

  @Option(
      names = "--actor",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only what was done by somebody with this in the name.")
  private String actor;

  @Option(
      names = "--what",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only what has this in its description.")
  private String what;

  /** States of drops are noted by their names. */
  private static String word(String value) {
    return DropState.of(value).map(DropState::word).orElse(value);
  }

  /** The change behind what it is of. */
  private static String sentence(Entry entry) {
    String before = word(entry.before());
    String after = word(entry.after());
    String change = before.isEmpty() ? after : before + " -> " + (after.isEmpty() ? "-" : after);
    return change.isEmpty() ? entry.what() : entry.what() + " (" + change + ")";
  }

  @Override
  int run(OperatorContext context) {
    Period period = span.period(context);
    Filter filter = new Filter(period.from(), period.until(), actor, what);
    context
        .print()
        .list(
            TABLE,
            printer -> context.services().auditTrail().each(context.admin(), filter, printer));
    return ExitCode.WELL;
  }
}
