package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** Gives an operator's commands by the script of a build, each in a process of its own. */
final class Operator {

  private final Build build;
  private final SetupFolder files;

  Operator(Build build, SetupFolder files) {
    this.build = build;
    this.files = files;
  }

  /**
   * Has a command carried out.
   *
   * @param password is given to a command that asks for one
   * @throws IOException if the command failed; the message has its output
   */
  void run(String password, String... arguments)
      throws IOException, InterruptedException, TimeoutException {
    Path input = Files.writeString(build.folder().resolve("password"), password + "\n");
    Path output = build.folder().resolve("operator.log");
    try (ChildProcess command =
        ChildProcess.start(output, build.command(files.conf(), arguments), input)) {
      if (command.awaitEnd() != 0) {
        throw new IOException(
            "\"" + String.join(" ", arguments) + "\" failed: " + command.text().strip());
      }
    }
  }
}
