package io.drinkd.client;

import io.drinkd.client.failure.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of one command line, run in this process as the program runs it.
 *
 * @param out what it wrote, without the last line end
 * @param errors the same of its other stream
 */
record OneRun(ExitCode code, String out, String errors) {

  /** Runs a command line without a terminal. */
  static OneRun of(String... line) {
    return typing("", line);
  }

  /** The same, with lines on the standard input. */
  static OneRun typing(String typed, String... line) {
    return run(typed, Terminal.USUAL_COLUMNS, line);
  }

  /** The same, as wide as a terminal of so many columns. */
  static OneRun wide(int columns, String... line) {
    return run("", columns, line);
  }

  private static OneRun run(String typed, int columns, String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Set.of(),
            columns);
    Map<String, String> environment = Map.of("HOME", "/nonexistent");
    ExitCode code = new Drink(environment, terminal).run(List.of(line));
    return new OneRun(code, text(out), text(errors));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replaceAll("\n$", "");
  }
}
