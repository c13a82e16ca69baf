package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.InDoubtDrops.InDoubtDrop;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code INDOUBT}: the drops that were sent and never answered, oldest first. */
@Extension
public final class IndoubtCommand extends Command {

  public IndoubtCommand() {
    super("INDOUBT", Access.ADMIN, "Lists the drops that nobody knows the end of.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .services()
        .drops()
        .inDoubt(context.admin())
        .thenApply(drops -> dialect -> dialect.list(rows(drops), drops.size(), "Drops in doubt"));
  }

  private static StringBuilder rows(List<InDoubtDrop> drops) {
    StringBuilder rows = new StringBuilder();
    for (InDoubtDrop drop : drops) {
      rows.append(drop.id()).append(' ').append(drop.place().machine()).append(' ');
      rows.append(drop.place().slot()).append(' ').append(drop.member()).append(' ');
      rows.append(drop.price()).append(' ');
      rows.append(drop.since().truncatedTo(ChronoUnit.SECONDS));
      rows.append(" \"").append(drop.reason()).append("\"\n");
    }
    return rows;
  }
}
