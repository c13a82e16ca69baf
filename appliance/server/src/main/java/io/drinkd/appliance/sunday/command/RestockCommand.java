package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code RESTOCK slot count}: sets how many are in a slot of the selected machine. */
@Extension
public final class RestockCommand extends Command {

  public RestockCommand() {
    super("RESTOCK slot count", Access.ADMIN, "Sets how many are in a slot.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    int slot = context.slotNumber(0);
    // What is no number becomes one that is refused.
    long count = context.naturalNumber(1).orElse(-1);
    SlotEdit.requireCount(count);
    return context
        .services()
        .stock()
        .setCounts(context.admin(), context.machineId(), Map.of(slot, count))
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
