package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code SETPRICE slot credits}: sets the price of a slot of the selected machine. */
@Extension
public final class SetpriceCommand extends Command {

  public SetpriceCommand() {
    super("SETPRICE slot credits", Access.ADMIN, "Sets what a slot's drinks cost; 0 is free.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    int slot = context.slotNumber(0);
    // What is no number becomes one that is refused.
    long price = context.naturalNumber(1).orElse(-1);
    SlotEdit.requirePrice(price);
    return context
        .services()
        .stock()
        .setPrice(context.admin(), context.machineId(), slot, price)
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
