package io.drinkd.appliance.control;

import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.Terminal;
import io.drinkd.appliance.service.Operator;

/** Carries out operators' commands on the books that are open here. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Carries out one command. May block: it is called on a thread of its own. Several may run at
   * once.
   *
   * @param operator who gives it
   * @param terminal takes the command's output, and errors, a line each; has questions answered
   * @return the exit code, see {@link ExitCode}
   */
  int run(CommandRequest request, Operator operator, Terminal terminal);

  /** Gets ready for the next command, while nobody waits; called on the same threads. */
  default void prepare() {}
}
