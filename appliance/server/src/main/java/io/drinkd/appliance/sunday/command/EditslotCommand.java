package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code EDITSLOT slot name cost quantity dropped enabled}: sets a slot of the selected machine.
 */
@Extension
public final class EditslotCommand extends Command {

  public EditslotCommand() {
    super(
        "EDITSLOT slot name cost quantity dropped enabled",
        Access.ADMIN,
        "Sets a slot of the machine.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    int slot = context.slotNumber(0);
    Optional<Boolean> enabled = context.flag(5);
    // What is no number becomes one that no slot can have, so that the first mistake is answered.
    SlotEdit edit =
        new SlotEdit(
            context.argument(1),
            context.naturalNumber(2).orElse(-1),
            context.naturalNumber(3).orElse(-1),
            context.naturalNumber(4).orElse(-1),
            enabled.orElse(false));
    if (enabled.isEmpty()) {
      throw new BadRequestException(ErrorCode.INVALID_ENABLE_FLAG);
    }
    return context
        .services()
        .stock()
        .edit(context.admin(), context.machineId(), slot, edit)
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
