package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Which checks were passed, and why the others were not: a line each. */
final class ConformanceReport {

  private final List<String> lines = new ArrayList<>();
  private int failed;

  /** What is carried out as a check. */
  @FunctionalInterface
  interface Check {
    void run() throws Exception;
  }

  /** Carries a check out, and passes on what it throws. */
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
