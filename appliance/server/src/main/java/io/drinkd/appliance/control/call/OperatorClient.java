package io.drinkd.appliance.control.call;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A program of its own: has an operator's command carried out by the appliance that runs. Where
 * that is not possible it has done nothing, and says so by its exit code; whoever runs it then runs
 * the whole program, {@code scripts/drinkd} does.
 */
public final class OperatorClient {

  /** The exit code that says that nothing was done. */
  static final int NOT_ANSWERED = 69;

  /** As {@link io.drinkd.appliance.control.ExitCode} has it. */
  private static final int UNUSABLE_FILES = 6;

  private static final String CONF = "--conf";

  private OperatorClient() {}

  /** Ends the process with the exit code of the command, or with {@value #NOT_ANSWERED}. */
  public static void main(String[] arguments) {
    int code;
    try {
      code = run(List.of(arguments), ProcessTerminal.here()).orElse(NOT_ANSWERED);
    } catch (OutputClosedException e) {
      code = OutputClosedException.EXIT_CODE;
    } catch (IOException e) {
      System.err.println(seen(FileFailure.line(e)));
      code = UNUSABLE_FILES;
    }
    // No hooks are to be waited for, and nothing is buffered.
    Runtime.getRuntime().halt(code);
  }

  /** Names of files may hold anything, also what moves the cursor of a terminal. */
  private static String seen(String line) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
      seen.append(hidden ? '?' : c);
    }
    return seen.toString();
  }

  /**
   * Has it carried out there.
   *
   * @return the exit code; empty if nothing was done: no command was given, or one that is about
   *     files of this process's own, or about help that anybody may have; the configuration is not
   *     simple enough for {@link ControlPath}; or no appliance answers
   * @throws IOException if the connection breaks: the command may have been carried out or not
   */
  static OptionalInt run(List<String> arguments, Terminal terminal) throws IOException {
    Optional<ControlPath> socket = socket(arguments);
    if (socket.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return new ControlClient(socket.get())
          .run(CommandRequest.here(arguments, System.getenv()), terminal);
    } catch (NoOperatorException e) {
      if (arguments.contains("--help") || arguments.contains("-h")) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  private static Optional<ControlPath> socket(List<String> arguments) {
    String conf = "conf";
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.equals(CONF) && i + 1 < arguments.size()) {
        conf = arguments.get(++i);
      } else if (word.startsWith(CONF + "=")) {
        conf = word.substring(CONF.length() + 1);
      } else if (!word.startsWith("-")) {
        return isOfThisProcess(word) ? Optional.empty() : socket(conf);
      }
    }
    return Optional.empty();
  }

  /** Whether the files that a command is about are those that this process finds. */
  private static boolean isOfThisProcess(String command) {
    return command.equals("config");
  }

  private static Optional<ControlPath> socket(String conf) {
    try {
      return ControlPath.byConfiguration(Path.of(conf));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
