package io.drinkd.appliance.control.command;

import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.service.RefusedException;
import java.io.IOException;

/** A command on books that nobody has open, whether or not they are sound. */
public abstract class ClosedBooksCommand extends OperatorCommand {

  /** Refuses: whoever has services has the books open. */
  @Override
  final int run(OperatorContext context) {
    throw new RefusedException(
        Refusal.NOT_READY, "the appliance is running; stop it, then run this command again");
  }

  /** Runs the command, as {@link #run(OperatorContext)} does otherwise. */
  abstract int run(ClosedBooks books) throws IOException;
}
