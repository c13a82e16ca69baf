package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The results of the checks, a line each, with the reason of each failure. */
final class ConformanceReport {

  private final List<String> lines = new ArrayList<>();
  private int failed;

  /** The code of a check. */
  @FunctionalInterface
  interface Check {
    void run() throws Exception;
  }

  /** Runs a check and records its result; rethrows what it throws. */
  void carryOut(String name, Check check) throws Exception {
    carryOut(
        name,
        () -> {
          check.run();
          return null;
        });
  }

  private void carryOut(String name, Callable<Void> check) throws Exception {
    try {
      check.call();
      lines.add("ok      " + name);
    } catch (Exception | Error e) {
      failed++;
      lines.add("FAILED  " + name + "\n        " + e.getMessage());
      throw e;
    }
  }

  void write(Path file) throws IOException {
    String summary =
        failed == 0
            ? "All " + lines.size() + " checks passed."
            : failed + " of " + lines.size() + " checks failed.";
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n\n" + summary + "\n");
  }
}
