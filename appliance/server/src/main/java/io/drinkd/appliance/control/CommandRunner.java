package io.drinkd.appliance.control;

import java.io.PrintWriter;

/** Carries out operators' commands on the books that are open here. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Carries out one command. May block: it is called on a thread of its own. Several may run at
   * once.
   *
   * @param out what the command answers
   * @param err what went wrong, a line each
   * @return the exit code, see {@link ExitCode}
   */
  int run(CommandRequest request, PrintWriter out, PrintWriter err);
}
