package io.drinkd.appliance.control;

import io.drinkd.appliance.service.Operator;
import java.io.PrintWriter;

/** Carries out operators' commands on the books that are open here. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Carries out one command. May block: it is called on a thread of its own. Several may run at
   * once.
   *
   * @param operator who gives it
   * @param out takes the command's output
   * @param err takes errors, a line each
   * @return the exit code, see {@link ExitCode}
   */
  int run(CommandRequest request, Operator operator, PrintWriter out, PrintWriter err);
}
