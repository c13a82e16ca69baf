package io.drinkd.appliance;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A configuration folder, and commands about it as a process gives them, in this one. */
abstract class TestWithCommands {

  /** The configuration folder. */
  @TempDir Path temporary;

  private final Map<String, String> environment;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /**
   * @param environment that of the process
   */
  TestWithCommands(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Gives a command, and returns its exit code. */
  int run(String... arguments) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("--conf", temporary.toString()));
    Collections.addAll(all, arguments);
    return new Main(environment, stream(out), stream(err)).run(all);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** What the last command printed. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the last command said beside that. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
