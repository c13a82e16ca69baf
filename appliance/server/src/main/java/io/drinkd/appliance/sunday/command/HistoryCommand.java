package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.ledger.Entry;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code HISTORY [n]}: the member's last entries in the books, 10 if no number is given, the newest
 * first.
 */
@Extension
public final class HistoryCommand extends Command {

  private static final int ENTRIES = 10;

  public HistoryCommand() {
    super("HISTORY [n]", Access.VIEWER, "Tells what was paid, given and got.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    long most = context.arguments().isEmpty() ? ENTRIES : context.naturalNumber(0).orElse(0);
    return context
        .services()
        .accounts()
        .history(context.viewer(), most)
        .thenApply(
            entries -> dialect -> dialect.list(rows(entries), entries.size(), "Entries retrieved"));
  }

  private static StringBuilder rows(List<Entry> entries) {
    StringBuilder rows = new StringBuilder();
    for (Entry entry : entries) {
      rows.append(entry.at().truncatedTo(ChronoUnit.SECONDS)).append(' ').append(entry.reason());
      rows.append(' ').append(entry.amount()).append(' ').append(entry.balance()).append('\n');
    }
    return rows;
  }
}
