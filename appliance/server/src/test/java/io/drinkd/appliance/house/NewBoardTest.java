package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that begins a driver's folder, in a checkout of its own. */
class NewBoardTest {

  @TempDir Path checkout;

  private String said;

  @BeforeEach
  void copy() throws IOException {
    for (String file : List.of("scripts/new-board", "scripts/checkout.sh", "plugins/pom.xml")) {
      Path copy = checkout.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Repository.ROOT.resolve(file), copy);
    }
  }

  private int newBoard(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "scripts/new-board"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void writesDriverThatCompiles() throws Exception {
    assertThat(newBoard("coffee")).as(said).isZero();

    assertThat(checkout.resolve("plugins/pom.xml"))
        .content()
        .containsOnlyOnce("<module>coffee</module>\n  </modules>");
    Path plugin = checkout.resolve("plugins/coffee");
    assertThat(plugin.resolve("vocabulary.properties")).isRegularFile();
    assertThat(plugin.resolve("transcripts/drop-made.txt")).isRegularFile();
    assertThat(compile(plugin)).isZero();
    assertThat(plugin.resolve("classes/META-INF/extensions.idx"))
        .content()
        .contains("io.drinkd.board.coffee.CoffeeDriver");
  }

  private static int compile(Path plugin) throws IOException {
    Path classes = Files.createDirectory(plugin.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
    arguments.addAll(
        List.of("-processor", "org.pf4j.processor.ExtensionAnnotationProcessor", "-proc:full"));
    if (Runtime.version().feature() < 21) {
      arguments.remove("-proc:full");
    }
    try (Stream<Path> sources = Files.walk(plugin.resolve("src"))) {
      sources.map(Path::toString).filter(one -> one.endsWith(".java")).forEach(arguments::add);
    }
    return ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
  }

  @Test
  void writesNothingTwice() throws Exception {
    assertThat(newBoard("coffee")).as(said).isZero();
    assertThat(newBoard("coffee")).isEqualTo(1);

    assertThat(said).contains("plugins/coffee is there already; choose another name");
  }

  @Test
  void refusesNamesThatAreNone() throws Exception {
    for (String name : List.of("", "Coffee", "../x", "a b", "1st", "a-b")) {
      assertThat(newBoard(name)).as(name).isEqualTo(1);
      assertThat(said).contains("expected small letters and digits, such as coffee");
    }
    assertThat(newBoard()).isEqualTo(1);
    assertThat(checkout.resolve("plugins")).isDirectoryNotContaining(Files::isDirectory);
  }
}
