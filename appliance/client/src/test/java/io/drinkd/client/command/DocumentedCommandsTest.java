package io.drinkd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.line.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents, scripts and messages call commands of drink is what they are called. */
class DocumentedCommandsTest {

  private static final Path HOME =
      Path.of(System.getProperty("drinkd.home")).toAbsolutePath().normalize();

  private static final Pattern SKIPPED = Pattern.compile("(^|/)(target|\\.git|test)(/|$)");

  /** Between backticks or quotes, behind the script's path, or behind a colon. */
  private static final Pattern NAMED =
      Pattern.compile("(?:[`\"]drink |scripts/drink |: drink )((?:--|[a-z])[^`\"\n>]*)");

  @Test
  void theyExist() throws IOException {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Path file : files()) {
      for (MatchResult one : NAMED.matcher(Files.readString(file)).results().toList()) {
        found++;
        mistake(one.group(1))
            .ifPresent(what -> wrong.add(HOME.relativize(file) + ": " + one.group() + ": " + what));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(8);
  }

  @Test
  void findsWhatIsWrong() {
    assertThat(mistake("drop coke --delay 5")).isEmpty();
    assertThat(mistake("--demo ls")).isEmpty();
    assertThat(mistake("dorp coke")).contains("no command dorp");
    assertThat(mistake("drop coke --delay")).contains("a value is missing: --delay SECONDS");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(HOME)) {
      return all.filter(file -> file.toString().matches(".*(\\.md|\\.java|/scripts/[a-z.-]+)"))
          .filter(file -> !SKIPPED.matcher(HOME.relativize(file).toString()).find())
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  /** Empty if there is such a command, with these options. */
  private static Optional<String> mistake(String named) {
    List<Option> known = new ArrayList<>(CommonOptions.ALL);
    known.addAll(Subcommands.options());
    // The script knows this one.
    known.add(Option.flag("demo", "the demonstration"));
    try {
      // What follows two blanks or more explains it.
      List<String> line = Arrays.asList(named.split(" {2,}| \\.\\.\\.")[0].split(" "));
      List<String> words = Arguments.parse(line, known).words();
      String first = words.isEmpty() ? "help" : words.get(0).replaceAll("[^a-z]", "");
      return Subcommands.find(first).isPresent()
          ? Optional.empty()
          : Optional.of("no command " + first);
    } catch (FailedException e) {
      return Optional.of(e.getMessage());
    }
  }
}
