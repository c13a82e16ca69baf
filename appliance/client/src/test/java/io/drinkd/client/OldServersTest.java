package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands at servers of both families that know no newer verbs: what is sent, byte for byte, what
 * is shown, and with what the program ends. Each file in {@code recordings} is one command line,
 * its password on standard input.
 */
class OldServersTest {

  @TempDir Path settings;

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/recordings"), 2)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void commandAtAnOldServer(Path file) throws IOException {
    List<String> recorded = Files.readAllLines(file);
    List<String> script =
        recorded.stream().filter(line -> line.startsWith("->") || line.startsWith("<-")).toList();

    try (ScriptedServer server = new ScriptedServer(script)) {
      List<String> line = new ArrayList<>();
      line.addAll(List.of("--settings", settings.toString(), "--host", "127.0.0.1"));
      line.addAll(List.of("--port", String.valueOf(server.port()), "--name", "bob"));
      line.addAll(List.of(only(recorded, "$ drink ").split(" ")));
      OneRun run = OneRun.typing("secret\n", line.toArray(String[]::new));

      assertThat(server.mistakes()).isEmpty();
      List<String> shown = new ArrayList<>();
      run.out().lines().forEach(one -> shown.add("> " + one));
      run.errors().lines().forEach(one -> shown.add("! " + one));
      shown.add("= " + run.code().number());
      String port = String.valueOf(server.port());
      assertThat(shown.stream().map(one -> one.replace(port, "PORT")))
          .isEqualTo(recorded.stream().filter(one -> one.matches("[>!=] .*")).toList());
    }
  }

  private static String only(List<String> lines, String begin) {
    return lines.stream()
        .filter(line -> line.startsWith(begin))
        .findFirst()
        .orElseThrow()
        .substring(begin.length());
  }
}
