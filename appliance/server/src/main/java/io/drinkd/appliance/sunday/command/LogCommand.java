package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code LOG [message...]}: writes a line into the audit log; without one, shows the last ones,
 * newest first.
 */
@Extension
public final class LogCommand extends Command {

  private static final int SHOWN = 20;

  public LogCommand() {
    super(
        "LOG [message...]",
        Access.ADMIN,
        "Writes a line into the audit log, or shows the last ones.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    if (context.arguments().isEmpty()) {
      return context
          .services()
          .auditTrail()
          .last(context.admin(), SHOWN)
          .thenApply(
              entries ->
                  dialect -> dialect.list(rows(entries), entries.size(), "Entries retrieved"));
    }
    return context
        .services()
        .auditTrail()
        .write(context.admin(), new Remark(context.textFrom(0)))
        .thenApply(written -> dialect -> dialect.ok("Message added to log file."));
  }

  private static StringBuilder rows(List<AuditLog.Entry> entries) {
    StringBuilder rows = new StringBuilder();
    for (AuditLog.Entry entry : entries) {
      rows.append(entry.at().truncatedTo(ChronoUnit.SECONDS)).append(' ').append(entry.actor());
      rows.append(" \"").append(entry.what()).append("\" \"").append(entry.before());
      rows.append("\" \"").append(entry.after()).append("\"\n");
    }
    return rows;
  }
}
