package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Simulated boards that answer at once, in one process of their own. */
public final class Boards implements AutoCloseable {

  private static final Pattern BOARD = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

  private final ChildProcess process;
  private final List<String> addresses;

  private Boards(ChildProcess process, List<String> addresses) {
    this.process = process;
    this.addresses = addresses;
  }

  /**
   * Starts some.
   *
   * @param folder gets their log
   */
  public static Boards start(Path folder, int count) throws IOException, InterruptedException {
    ChildProcess process =
        ChildProcess.start(
            folder.resolve("boards.log"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                BoardsMain.class.getName(),
                String.valueOf(count),
                String.valueOf(BenchSetup.SLOTS),
                SetupFolder.PASSWORD));
    try {
      return new Boards(
          process, process.await(BOARD, count).stream().map(match -> match.group(1)).toList());
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  public ChildProcess process() {
    return process;
  }

  /** Where they listen, as a machine's file has it. */
  List<String> addresses() {
    return addresses;
  }

  @Override
  public void close() {
    process.close();
  }
}
