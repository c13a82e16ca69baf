package io.drinkd.appliance.sunday;

import io.drinkd.appliance.failure.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A verb that is answered at once, from memory. */
public abstract class ImmediateCommand extends Command {

  /** See {@link Command}. */
  protected ImmediateCommand(String syntax, Access access, String purpose) {
    super(syntax, access, purpose);
  }

  /**
   * What came of it.
   *
   * @throws RefusedException if it is not done
   */
  public abstract CommandResult answer(CommandContext context);

  @Override
  public final CompletionStage<CommandResult> run(CommandContext context) {
    return CompletableFuture.completedFuture(answer(context));
  }
}
