package io.drinkd.appliance.control.call;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A command line that may be a running appliance's to carry out. */
public final class Call {

  private static final String CONF = "--conf";

  private Call() {}

  /**
   * Has it carried out there.
   *
   * @return the exit code; empty if nothing was done: no command was given, or one that is about
   *     files of this process's own; the configuration is not simple enough for {@link
   *     ControlPath}; or no appliance answers
   * @throws IOException if the connection breaks: the command may have been carried out or not
   */
  public static OptionalInt run(List<String> arguments, Terminal terminal) throws IOException {
    Optional<Path> socket = socket(arguments);
    return socket.isPresent()
        ? new ControlClient(socket.get())
            .run(CommandRequest.here(arguments, System.getenv()), terminal)
        : OptionalInt.empty();
  }

  private static Optional<Path> socket(List<String> arguments) {
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

  private static Optional<Path> socket(String conf) {
    try {
      return ControlPath.byConfiguration(Path.of(conf));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
