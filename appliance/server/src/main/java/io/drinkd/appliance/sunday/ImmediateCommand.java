package io.drinkd.appliance.sunday;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A verb that is answered at once, from memory. */
public interface ImmediateCommand extends Command {

  /**
   * What came of it.
   *
   * @throws RefusedException if it is not done
   */
  CommandResult answer(CommandContext call);

  @Override
  default CompletionStage<CommandResult> run(CommandContext call) {
    return CompletableFuture.completedFuture(answer(call));
  }
}
