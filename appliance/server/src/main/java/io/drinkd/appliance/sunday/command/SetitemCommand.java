package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code SETITEM slot name}: sets what is sold in a slot of the selected machine. */
@Extension
public final class SetitemCommand extends Command {

  public SetitemCommand() {
    super("SETITEM slot name", Access.ADMIN, "Sets what is sold in a slot.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    int slot = context.slotNumber(0);
    String item = context.argument(1);
    SlotEdit.requireItem(item);
    return context
        .services()
        .stock()
        .setItem(context.admin(), context.machineId(), slot, item)
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
