package io.drinkd.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded conversation of both dialects is understood, line by line. */
class RecordedConversationsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("drinkd.home"), "appliance/server/src/test/resources/transcripts");

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER, 2)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachReplyIsWhole(Path file) throws Exception {
    List<String> script =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("->") || line.startsWith("<"))
            .map(RecordedConversationsTest::example)
            .toList();
    List<String> expected =
        script.stream()
            .filter(line -> line.startsWith("<- ") && !line.equals("<- (closed)"))
            .skip(1)
            .map(line -> line.substring(3).replaceAll("\\\\r$", ""))
            .filter(line -> !line.startsWith("* ") && !line.startsWith("ERR 450"))
            .toList();

    List<String> found = new ArrayList<>();
    try (ScriptedServer server = new ScriptedServer(script)) {
      Address address = new Address("127.0.0.1", server.port(), false);
      try (Connection connection = Connection.open(address, Trust.STANDARD, event -> {})) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (String line : script) {
          if (line.startsWith("-> ")) {
            replies.add(connection.send(line.substring(3)));
          }
        }
        int replied = 0;
        for (CompletableFuture<Reply> reply : replies) {
          if (found.size() < expected.size()) {
            Reply one = reply.get(20, TimeUnit.SECONDS);
            found.addAll(one.rows());
            found.add(one.last());
            replied++;
          }
        }
        assertThat(replied).as("requests with a reply").isGreaterThan(0);
        String dialect = file.getParent().getFileName().toString();
        assertThat(connection.dialect().name()).isEqualToIgnoringCase(dialect);
      }
      assertThat(server.mistakes()).isEmpty();
    }
    assertThat(found).isEqualTo(expected);
  }

  /** A line that an expression describes. */
  private static String example(String line) {
    if (!line.startsWith("<~ ")) {
      return line.replace("$1", "x");
    }
    String text =
        line.substring(3)
            .replace("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-11-20T08:25:17Z")
            .replace("([\\w-]{43})", "x".repeat(43))
            .replaceAll("\\(([^|()]*)\\|[^()]*\\)", "$1")
            .replace("(\\d+)", "1")
            .replace("\\*", "*")
            .replace("\\d+", "1")
            .replace("\\.", ".")
            .replace("[.]", ".");
    assertThat(text).matches(line.substring(3).replaceAll("\\\\r$", "\\\\\\\\r"));
    return "<- " + text;
  }
}
