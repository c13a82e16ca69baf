package io.drinkd.appliance.process;

import java.io.IOException;

/** Short commands of the system. */
final class Commands {

  private Commands() {}

  /** Whether a line of shell ends well. What it prints is lost. */
  static boolean works(String line) {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during: " + line, e);
    }
  }

  /**
   * Runs a line of shell.
   *
   * @throws IllegalStateException with what it printed, if it fails
   */
  static void run(String line) {
    try {
      ChildProcess process = new ChildProcess(line, new ProcessBuilder("sh", "-c", line));
      if (process.awaitEnd() != 0) {
        throw new IllegalStateException(line + " failed: " + process.allSaid());
      }
    } catch (IOException e) {
      throw new IllegalStateException(line, e);
    }
  }
}
