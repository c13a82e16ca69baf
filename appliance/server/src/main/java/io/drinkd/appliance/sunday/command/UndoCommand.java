package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code UNDO}: takes back the member's last gift, once, as long as its time is not over and the
 * receiver still has it.
 */
@Extension
public final class UndoCommand extends Command {

  public UndoCommand() {
    super("UNDO", Access.MEMBER, "Takes back your last gift, shortly after it.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .services()
        .accounts()
        .undo(context.member())
        .thenApply(available -> dialect -> dialect.creditsSent(available));
  }
}
