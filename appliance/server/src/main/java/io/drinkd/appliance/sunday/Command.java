package io.drinkd.appliance.sunday;

import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.service.RefusedException;
import io.drinkd.appliance.service.Services;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.ExtensionPoint;

/**
 * A verb: how it is written, who may use it, and what it does. One class each, marked {@code
 * org.pf4j.Extension}, in the package {@code command}; the first line of its Javadoc is its syntax.
 * It has no state and one instance, made with its constructor without parameters.
 */
public interface Command extends ExtensionPoint {

  /**
   * How it is written, such as {@code DROP slot [delay [key]]}. The verb and the number of
   * arguments that are let through follow from it, see {@link Syntax}.
   */
  String syntax();

  /** Who may use it. Whoever runs it has been checked. */
  Access access();

  /** What it does, one sentence for HELP. */
  String purpose();

  /** Refusals that have another code with this verb than with others. */
  default Map<Refusal, ErrorCode> errorCodes() {
    return Map.of();
  }

  /**
   * Whether there is such a verb where the configuration is so; if not, nobody has access to it.
   */
  default boolean isAllowedBy(Services services) {
    return true;
  }

  /**
   * Whether it is run when it comes while a drop before it on the connection waits its delay, and
   * once more for each further drop before it that does; it is answered in its turn.
   */
  default boolean overtakesDelays() {
    return false;
  }

  /** The arguments, from 0, that no log may show. */
  default Set<Integer> secretArguments() {
    return Set.of();
  }

  /**
   * Does it. Called on the connection's I/O thread: it does not block, and what takes time
   * completes the stage later, on any thread. The number of arguments has been checked; they are
   * read from left to right, then the machine, then the slot.
   *
   * @throws RefusedException if the house refuses it
   * @throws BadRequestException if it is not written as it must be
   */
  CompletionStage<CommandResult> run(CommandContext call);
}
