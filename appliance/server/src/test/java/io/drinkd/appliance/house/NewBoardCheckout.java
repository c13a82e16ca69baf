package io.drinkd.appliance.house;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** As much of a checkout as {@code scripts/new-board} needs, in a folder of its own. */
public final class NewBoardCheckout {

  private static final long PATIENCE_SECONDS = 120;

  private final Path root;
  private String output = "";

  /** Copies it into an empty folder. */
  public NewBoardCheckout(Path root) throws IOException {
    this.root = root;
    for (String file : List.of("scripts/new-board", "scripts/places.sh", "plugins/pom.xml")) {
      copy(Repository.ROOT.resolve(file));
    }
    try (Stream<Path> examples =
        Files.walk(Repository.ROOT.resolve("appliance/driver-testkit/boards"))) {
      for (Path file : examples.filter(Files::isRegularFile).toList()) {
        copy(file);
      }
    }
  }

  private void copy(Path file) throws IOException {
    Path copy = root.resolve(Repository.ROOT.relativize(file).toString());
    Files.createDirectories(copy.getParent());
    Files.copy(file, copy);
  }

  /** Runs the script with these words; returns its exit code. */
  public int newBoard(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "scripts/new-board"));
    command.addAll(List.of(words));
    return start(command);
  }

  private int start(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(command + " does not end; it printed: " + output);
    }
    return process.exitValue();
  }

  /** What was run last has printed. */
  public String output() {
    return output;
  }

  /** A file or folder of the checkout. */
  public Path file(String name) {
    return root.resolve(name);
  }

  /**
   * Compiles a plugin with the annotation processor that the build uses.
   *
   * @return the folder of the classes
   */
  public Path compile(String model) throws IOException {
    Path plugin = file("plugins").resolve(model);
    Path classes = Files.createDirectory(plugin.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-Xlint:all,-processing,-path", "-Werror"));
    arguments.addAll(List.of("-processor", "org.pf4j.processor.ExtensionAnnotationProcessor"));
    if (Runtime.version().feature() >= 21) {
      arguments.add("-proc:full");
    }
    try (Stream<Path> sources = Files.walk(plugin.resolve("src"))) {
      sources.map(Path::toString).filter(one -> one.endsWith(".java")).forEach(arguments::add);
    }
    run("javac", arguments);
    return classes;
  }

  /**
   * Runs the tests that the build runs for every plugin, transcripts and conformance, for one that
   * is compiled already.
   *
   * @return the exit code; 0 if all are passed
   */
  public int test(String model) throws IOException, InterruptedException {
    Path plugin = file("plugins").resolve(model);
    String path = plugin.resolve("classes") + ":" + System.getProperty("java.class.path");
    return start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            path,
            "-Ddrinkd.plugin=" + plugin,
            "-Ddrinkd.transcripts=" + plugin.resolve("transcripts"),
            PluginTests.class.getName()));
  }

  /** Compiles a plugin and packs it, with what the build writes into the manifest. */
  public Path pack(String model) throws IOException {
    Path classes = compile(model);
    Path manifest =
        Files.writeString(
            root.resolve("manifest"),
            """
            Plugin-Id: %s
            Plugin-Version: 0.1.0
            Plugin-Requires: 2.0.0
            """
                .formatted(model));
    Path jar = root.resolve(model + ".jar");
    run("jar", List.of("cfm", jar.toString(), manifest.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static void run(String tool, List<String> arguments) {
    ToolProvider provider = ToolProvider.findFirst(tool).orElseThrow();
    StringWriter printed = new StringWriter();
    PrintWriter output = new PrintWriter(printed);
    int code = provider.run(output, output, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(
          tool + " " + arguments + " ended with " + code + "; it printed:\n" + printed);
    }
  }
}
